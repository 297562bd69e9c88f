"""Tables and conclusions in, documents out. Nothing here reads, stores or asks. A new document is a new file."""

from coding.report.document import write_report
from coding.report.forms import Form, Section, write_forms
from coding.report.page import write_page
from coding.report.sheet_document import write_sheets
from coding.report.sheet_page import write_sheet_page
from coding.report.tables import Column, Part, write_docx, write_parts

__all__ = [
    "Column",
    "Form",
    "Part",
    "Section",
    "write_docx",
    "write_forms",
    "write_page",
    "write_parts",
    "write_report",
    "write_sheet_page",
    "write_sheets",
]
