"""The gallery of displays."""

import re
from html import escape

from coding.ui import gallery
from coding.ui.display_words import KIND_WORDS
from coding.ui.words import catalogue


def test_the_gallery_shows_every_kind_in_a_language_on_one_page_that_asks_nobody(tmp_path):
    gallery.main([str(tmp_path / "galeri.html"), "id"])
    page = (tmp_path / "galeri.html").read_text(encoding="utf-8")
    for name, purpose in KIND_WORDS.values():
        assert escape(catalogue("id").gettext(name)) in page
        assert escape(catalogue("id").gettext(purpose)) in page
    assert '<path d="M' in page[page.index(escape(catalogue("id").gettext(gallery.MAP[1]))) :]
    assert page.count("plotly-graph-div") >= len(KIND_WORDS)
    assert not re.search(r'<(script|link|img)[^>]+(src|href)="?(https?:)?//', page)
