"""The way from a number to the excerpts it counts: a link to the page of excerpts with the query that finds them."""

from html import escape
from urllib.parse import urlencode
from uuid import UUID

from coding import reduction
from coding.model import Codebook, Expression


def address(project: UUID, where: Expression, book: Codebook) -> str:
    """Where the excerpts that fulfil an expression are shown."""
    return f"excerpts?{urlencode({'project': str(project), 'q': reduction.written(where, book)})}"


def link(told: str, project: UUID, where: Expression, book: Codebook) -> str:
    """Words as a link (HTML) that opens the excerpts they count."""
    return f'<a href="{escape(address(project, where, book))}" target="_self">{escape(told)}</a>'
