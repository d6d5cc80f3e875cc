"""Footnotes of a Word document, which python-docx does not make: the part that holds them.

A footnote is one mark in the text and one entry in word/footnotes.xml; another mark of the same
footnote is a field that repeats its number.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from rag.render.escape import plain
from rag.render.exports.handout import Note

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SEPARATORS = (("separator", "-1"), ("continuationSeparator", "0"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Footnotes:
    """The footnotes of one document.

    Args:
        made: the document of python-docx.
        notes: the footnotes, numbered from 1 in the order of their first marks.
    """

    def __init__(self, made: Any, notes: Sequence[Note]) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.opc.constants import CONTENT_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import XmlPart
        from docx.shared import Pt, RGBColor

        self._made = made
        self._marked: set[int] = set()
        styles = made.styles
        words = styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        words.base_style, words.font.size = styles["Normal"], Pt(9)
        words.paragraph_format.space_after = Pt(2)
        mark = styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER, builtin=True)
        mark.font.superscript = True
        link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER, builtin=True)
        link.font.underline, link.font.color.rgb = True, RGBColor(0x05, 0x63, 0xC1)
        self._words, self._mark, self._link = words.style_id, mark.style_id, link.style_id
        root = element("w:footnotes")
        self._part = XmlPart(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            root,
            made.part.package,
        )
        for kind, number in _SEPARATORS:
            line = element("w:p", element("w:r", element(f"w:{kind}")))
            root.append(element("w:footnote", line, type=kind, id=number))
        for note in notes:
            root.append(element("w:footnote", self._entry(note), id=str(note.number)))

    def mark(self, paragraph: Any, numbers: Iterable[int]) -> None:
        """Put the marks of footnotes at the end of a paragraph."""
        line = paragraph._p  # noqa: SLF001 - python-docx has no other way to its XML
        for number in numbers:
            if number in self._marked:
                shown = self._styled(self._mark, _text(str(number)))
                line.append(element("w:fldSimple", shown, instr=f" NOTEREF _Note{number} \\f \\h "))
                continue
            self._marked.add(number)
            name = str(number)
            reference = element("w:footnoteReference", id=name)
            line.append(element("w:bookmarkStart", id=name, name=f"_Note{number}"))
            line.append(self._styled(self._mark, reference))
            line.append(element("w:bookmarkEnd", id=name))

    def attach(self) -> None:
        """Make the footnotes a part of the document, where it has any."""
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.oxml.ns import qn

        if not self._marked:
            return
        self._made.part.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)
        settings = self._made.settings.element
        separators = [element("w:footnote", id=number) for _, number in _SEPARATORS]
        settings.find(qn("w:compat")).addprevious(element("w:footnotePr", *separators))

    def _entry(self, note: Note) -> Any:
        from docx.opc.constants import RELATIONSHIP_TYPE

        caveat = f"{note.caveat} " if note.caveat else ""
        entry = element("w:p", element("w:pPr", element("w:pStyle", val=self._words)))
        entry.append(self._styled(self._mark, element("w:footnoteRef")))
        said = f" {note.source}: {note.t('quoted', name=note.quote)} {caveat}"
        entry.append(element("w:r", _text(said)))
        if note.url:
            target = self._part.relate_to(note.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            link = element("w:hyperlink", self._styled(self._link, _text(note.url)))
            link.set(_qualified("r:id"), target)
            entry.append(link)
            entry.append(element("w:r", _text(" ")))
        entry.append(element("w:r", _text(f"({note.about})")))
        return entry

    def _styled(self, style: str, content: Any) -> Any:
        return element("w:r", element("w:rPr", element("w:rStyle", val=style)), content)


def clean(text: str) -> str:
    """Return `text` on one line, as an XML file can hold it."""
    return " ".join(_NO_XML.sub("", plain(text)).split())


def element(name: str, /, *children: Any, **attributes: str) -> Any:
    """Return an element of a Word document with its children and attributes."""
    from docx.oxml import OxmlElement

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(_qualified(f"w:{key}"), value)
    made.extend(children)
    return made


def _text(words: str) -> Any:
    """Return the words of a run, the spaces at their ends kept."""
    made = element("w:t")
    made.text = _NO_XML.sub("", plain(words))
    made.set(_SPACE, "preserve")
    return made


def _qualified(name: str) -> str:
    from docx.oxml.ns import qn

    qualified: str = qn(name)
    return qualified
