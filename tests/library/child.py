"""A sync, an export and an import in processes of their own, to be killed."""

from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter

from rag.library.catalog import FILE_NAME, Catalog
from rag.library.portable import read_library, write_library
from rag.library.sync import Syncer
from tests.library.corpus import MANIFEST
from tests.library.small_embedder import SmallEmbedder


def sync_in_child(folder: Path, state: Path, connection: Connection) -> None:
    """Say so, sync, and send how long that took."""
    connection.send("ready")
    started = perf_counter()
    catalog = Catalog(state / FILE_NAME)
    Syncer(state, catalog, MANIFEST, SmallEmbedder).sync([folder])
    connection.send(perf_counter() - started)


def export_in_child(state: Path, file: Path, connection: Connection) -> None:
    """Say so, export, and send how long that took."""
    connection.send("ready")
    started = perf_counter()
    catalog = Catalog(state / FILE_NAME)
    with catalog.view() as view:
        write_library(view, file)
    connection.send(perf_counter() - started)


def import_in_child(file: Path, state: Path, connection: Connection) -> None:
    """Say so, import, and send how long that took."""
    connection.send("ready")
    started = perf_counter()
    catalog = Catalog(state / FILE_NAME)
    Syncer(state, catalog, MANIFEST, SmallEmbedder).adopt(read_library(file))
    connection.send(perf_counter() - started)
