"""An address that the page sends to add it, or a path of this machine."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from rag.errors import CorpusError
from rag.settings import Settings
from rag.sources.addresses import canonical
from rag.ui import errands
from rag.ui.catalogue import Wording
from rag.ui.library_job import Errand

MOST_OF_A_LIST = 100
"""The most pages that are taken of a feed or a sitemap."""


class AddRequest(BaseModel):
    """What the page sends to add an address, or a path of this machine."""

    model_config = ConfigDict(extra="forbid")

    place: str = Field(min_length=1, max_length=2_000)
    kind: Literal["page", "feed", "sitemap"] = "page"


def adding(wanted: AddRequest, settings: Settings, local: bool, t: Wording) -> Errand:
    """Return the errand that adds it.

    Args:
        wanted: what the page sent.
        settings: the settings in force.
        local: whether only this machine reaches the page: then a path of it may be named.
        t: the texts.

    Raises:
        FetchError: for an address that is none.
        CorpusError: for a path, where others reach the page.
    """
    place = wanted.place.strip()
    if "://" in place:
        return errands.of_address(settings, canonical(place), wanted.kind, MOST_OF_A_LIST)
    if not local:
        raise CorpusError(t("not_here"))
    return errands.of_path(settings, place)
