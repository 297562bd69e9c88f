"""Tables and conclusions in, documents out. Nothing here reads, stores or asks. A new document is a new file."""

from coding.report.tables import Column, write_docx

__all__ = ["Column", "write_docx"]
