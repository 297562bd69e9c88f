"""The table of contents and the lists of tables and figures of a Word document: filled, each entry with its page.

An entry leads to its heading and has the number of its page as a field (PAGEREF). No field asks to be worked out when
the document is opened. A table of contents that is one field (TOC) would be simpler, but LibreOffice prints the page
numbers within one as they were written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from docx.document import Document as Made
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from coding.report.styles import CAPTION, CONTENTS, ENTRIES, LISTED
from coding.report.tables import unbroken

_ON_A_PAGE = 38
"""So many entries stand on a page with their titles; where there are more, the lists begin one of their own."""


@dataclass(slots=True)
class Marks:
    """The places of a document that something leads to; `pages` are the runs that say on which page one stands."""

    document: Made
    count: int = 0
    pages: dict[str, BaseOxmlElement] = field(default_factory=dict)

    def name(self) -> str:
        """A name for the next place."""
        self.count += 1
        return f"_Toc{self.count:08d}"

    def put(self, paragraph: Paragraph, name: str) -> None:
        """Mark a whole paragraph as a place."""
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        start.set(qn("w:id"), str(int(name.removeprefix("_Toc"))))
        start.set(qn("w:name"), name)
        end.set(qn("w:id"), str(int(name.removeprefix("_Toc"))))
        at = 0 if paragraph._p.pPr is None else 1
        paragraph._p.insert(at, start)
        paragraph._p.append(end)

    def entry(self, style: str, text: str, name: str) -> None:
        """A line that leads to a place and says its page."""
        paragraph = self.document.add_paragraph(style=style)
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), name)
        link.set(qn("w:history"), "1")
        link.append(unbroken(paragraph, text)._r)
        paragraph._p.append(link)
        paragraph.add_run("\t")
        # Within the link LibreOffice would leave the number out; \h makes it lead there by itself.
        self.pages[name] = add_field(paragraph, f"PAGEREF {name} \\h", "1")

    def number(self, pages: Mapping[str, int]) -> None:
        """Write where places stand, until the reader's program works it out itself."""
        for name, run in self.pages.items():
            if name in pages:
                run.text = str(pages[name])


def write_contents(
    marks: Marks, title: str, headings: list[tuple[int, str, str]], lists: list[tuple[str, list[tuple[str, str]]]]
) -> None:
    """The contents (level, words, place), then each list under its title, if there is anything in it (words, place)."""
    marks.document.add_paragraph(title, style=CONTENTS)
    for level, text, name in headings:
        marks.entry(ENTRIES[level], text, name)
    many = len(headings) + sum(len(entries) for _called, entries in lists)
    for called, entries in lists:
        if entries:
            heading = marks.document.add_paragraph(called, style=CONTENTS)
            heading.paragraph_format.page_break_before = True if many > _ON_A_PAGE else None
            many = 0
        for text, name in entries:
            marks.entry(LISTED, text, name)


def add_caption(document: Made, word: str, number: int, text: str) -> Paragraph:
    """A caption whose number the reader's program keeps right as others come and go."""
    paragraph = document.add_paragraph(f"{word} ", style=CAPTION)
    add_field(paragraph, f"SEQ {word} \\* ARABIC", str(number))
    unbroken(paragraph, f". {text}")
    return paragraph


def add_field(paragraph: Paragraph, code: str, shown: str) -> BaseOxmlElement:
    """A field; until somebody works it out `shown` stands there. Its run is returned."""
    _mark(paragraph, "begin")
    told = OxmlElement("w:instrText")
    told.set(qn("xml:space"), "preserve")
    told.text = f" {code} "
    paragraph.add_run()._r.append(told)
    _mark(paragraph, "separate")
    run = paragraph.add_run(shown)
    _mark(paragraph, "end")
    return run._r


def _mark(paragraph: Paragraph, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)
