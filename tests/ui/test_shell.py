import base64
import re
from hashlib import sha256
from pathlib import Path

import streamlit

from coding.ui.gate import security_headers
from coding.ui.shell import SERVER, index, inline_script_hashes

INSTALLED = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")


def test_the_policy_names_every_inline_script_of_the_page_and_no_other() -> None:
    scripts = re.findall(r"<script>(.*?)</script>", index(), flags=re.DOTALL)
    assert len(scripts) == len(re.findall(r"<script>", INSTALLED)) + 1
    wanted = {f"'sha256-{base64.b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts}
    policy = security_headers()["content-security-policy"]
    assert set(re.findall(r"'sha256-[^']+'", policy)) == wanted
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]


def test_another_script_has_another_hash() -> None:
    first, second = inline_script_hashes("<script>a</script><p></p><script>b</script>")
    assert first != second


def test_the_page_is_the_installed_streamlits_with_our_name_language_icon_and_server() -> None:
    page = index("id")
    assert "<title>Simpul</title>" in page
    assert '<html lang="id">' in page
    assert 'rel="shortcut icon" href="data:image/svg+xml' in page
    assert page.index(SERVER) < page.index('type="module"')
    assert re.findall(r'type="module".*?src="([^"]+)"', page) == re.findall(r'type="module".*?src="([^"]+)"', INSTALLED)
