"""The way from a number to the excerpts it counts: a link to the page of excerpts with the query that finds them."""

from html import escape
from urllib.parse import urlencode
from uuid import UUID

from coding import reduction
from coding.model import Codebook, Expression


def address(project: UUID, where: Expression | None, book: Codebook) -> str:
    """Where the excerpts that fulfil an expression are shown; without one, all of them."""
    asked = {"q": reduction.written(where, book)} if where else {}
    return f"excerpts?{urlencode({'project': str(project), **asked})}"


def link(told: str, project: UUID, where: Expression | None, book: Codebook) -> str:
    """Words as a link (HTML) that opens the excerpts they count."""
    return f'<a href="{escape(address(project, where, book))}" target="_self">{escape(told)}</a>'


def escaped_query(project: UUID, text: str) -> str:
    """Where the excerpts that a query in words finds are shown, as it stands in HTML."""
    return escape(f"excerpts?{urlencode({'project': str(project), 'q': text})}")
