"""An evidence pack of two answers, and what it is made from."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

from rag.render.exports.pack import MANIFEST, as_json, digest, packed, write_pack
from tests.render.exports.samples import AS_OF, FACT, PLANT, PRICES, REFUSED, TABLE

ANSWERS = (FACT, TABLE, REFUSED)
TEXTS = {(one.id, one.sha256): one.text for one in (PLANT, PRICES)}
MADE_WITH = {"footnote": "0.1.0"}
PACK = write_pack(ANSWERS, TEXTS, MADE_WITH, as_of=AS_OF)
WHOLE = write_pack(ANSWERS, TEXTS, MADE_WITH, "Heide", AS_OF, with_articles=True)


def members(pack: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(pack)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def forged(parts: dict[str, bytes], **manifest: Any) -> bytes:
    """A pack of other parts, with a manifest that fits them."""
    content = {name: data for name, data in parts.items() if name != MANIFEST}
    whole = {
        "format": "footnote evidence",
        "version": 1,
        "sha256": {name: digest(content[name]) for name in sorted(content)},
    }
    return packed(content | {MANIFEST: as_json(whole | manifest)})
