"""Tables and conclusions in, documents out. Nothing here reads, stores or asks. A new document is a new file."""

from coding.report.tables import Column, Part, write_docx, write_parts

__all__ = ["Column", "Part", "write_docx", "write_parts"]
