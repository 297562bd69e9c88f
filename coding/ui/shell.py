"""The page that carries the app: the installed Streamlit's own index.html, told where its server is.

Left to itself, Streamlit's script looks for the server below the page's own address first (`/tagging/_stcore/…`): two
requests that fail, and two errors in the console, at every opening of a page.
"""

import base64
import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import streamlit

ICON = Path(__file__).with_name("icon.svg")
SERVER = "<script>window.__streamlit = { BACKEND_BASE_URL: window.location.origin }</script>"


@lru_cache
def index(language: str = "en") -> str:
    """The page in a language: our name and icon, and the address of the server."""
    html = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    icon = f"data:image/svg+xml;base64,{base64.b64encode(ICON.read_bytes()).decode()}"
    changes = {
        '<html lang="en">': f'<html lang="{language}">',
        "<title>Streamlit</title>": "<title>Simpul</title>",
        'href="./favicon.png"': f'href="{icon}"',
        "<head>": f"<head>{SERVER}",
    }
    for old, new in changes.items():
        html = html.replace(old, new, 1)
    return html


def inline_script_hashes(html: str) -> tuple[str, ...]:
    """CSP sources for the inline scripts of a page, so that `'unsafe-inline'` is not needed."""
    scripts = re.findall(r"<script>(.*?)</script>", html, flags=re.DOTALL)
    return tuple(f"'sha256-{base64.b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts)
