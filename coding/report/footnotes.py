"""Notes at the foot of a page of a Word document: a part of its own that the marks in the text point at.

python-docx knows none; the part is written as ECMA-376 describes it (WordprocessingML, 17.11).
"""

from docx.document import Document as Made
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph
from lxml import etree

TEXT, MARK = "footnote text", "footnote reference"
"""The names that every Word knows these styles by."""


class Footnotes:
    """The notes of one document, numbered from 1 in the order in which they are added."""

    def __init__(self, document: Made) -> None:
        self._document = document
        self._root = parse_xml(f"<w:footnotes {nsdecls('w')}/>")
        for id_, kind, sign in (
            (-1, "separator", "w:separator"),
            (0, "continuationSeparator", "w:continuationSeparator"),
        ):
            note = self._note(id_)
            note.set(qn("w:type"), kind)
            paragraph = _child(note, "w:p")
            spacing = _child(_child(paragraph, "w:pPr"), "w:spacing")
            spacing.set(qn("w:after"), "0")
            _child(_child(paragraph, "w:r"), sign)
        self.texts: dict[str, str] = {}
        _styles(document)

    def add(self, paragraph: Paragraph, text: str) -> None:
        """Put a mark at the end of a paragraph, and its note at the foot of the page it comes to stand on."""
        id_ = len(self.texts) + 1
        self.texts[str(id_)] = text
        run = paragraph.add_run(style=MARK)
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), str(id_))
        run._r.append(mark)
        below = _child(self._note(id_), "w:p")
        _child(_child(below, "w:pPr"), "w:pStyle").set(qn("w:val"), self._id(TEXT))
        number = _child(below, "w:r")
        _child(_child(number, "w:rPr"), "w:rStyle").set(qn("w:val"), self._id(MARK))
        _child(number, "w:footnoteRef")
        words = _child(_child(below, "w:r"), "w:t")
        words.set(qn("xml:space"), "preserve")
        words.text = f" {text}"

    def close(self) -> None:
        """Join the notes to their document, if there are any."""
        if not self.texts:
            return
        blob = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        package = self._document.part.package
        assert package
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, blob, package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        _settings(self._document)

    def _note(self, id_: int) -> etree._Element:
        note = _child(self._root, "w:footnote")
        note.set(qn("w:id"), str(id_))
        return note

    def _id(self, style: str) -> str:
        return str(self._document.styles[style].style_id)


def _child(parent: etree._Element, tag: str) -> etree._Element:
    made: etree._Element = OxmlElement(tag)
    parent.append(made)
    return made


def _styles(document: Made) -> None:
    if TEXT in {one.name for one in document.styles}:
        return
    text = document.styles.add_style(TEXT, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    text.base_style = document.styles["Normal"]
    text.font.size = Pt(10)
    text.paragraph_format.space_after = Pt(0)
    text.paragraph_format.left_indent, text.paragraph_format.first_line_indent = Cm(0.4), Cm(-0.4)
    document.styles.add_style(MARK, WD_STYLE_TYPE.CHARACTER, builtin=True).font.superscript = True


def _settings(document: Made) -> None:
    """The two lines above notes are named in the settings, in the one place the schema has for them."""
    told = OxmlElement("w:footnotePr")
    for id_ in ("-1", "0"):
        _child(told, "w:footnote").set(qn("w:id"), id_)
    document.settings.element.find(qn("w:compat")).addprevious(told)
