import pytest

from coding.errors import AddressOdd
from coding.ui.address import Address, origin_for, public

SERVER = public("https://Simpul.example.ac.id/")


def test_the_public_address_is_scheme_and_host() -> None:
    assert public("https://Simpul.example.ac.id/") == Address("https", "simpul.example.ac.id")
    assert public("https://simpul.example.ac.id:443") == SERVER
    assert public("http://192.168.1.7:8501") == Address("http", "192.168.1.7:8501")
    assert (SERVER.name, SERVER.secure, public("http://10.0.0.2:80").host) == ("simpul.example.ac.id", True, "10.0.0.2")
    assert SERVER.link("abc") == "https://simpul.example.ac.id/join?key=abc"


@pytest.mark.parametrize(
    "url",
    ["", "simpul.example", "ftp://a", "https://", "https://a/b", "https://a?b", "https://u:p@a", "https://a b", "//a"],
)
def test_anything_else_is_no_address(url: str) -> None:
    with pytest.raises(AddressOdd):
        public(url)


def test_each_host_has_one_origin() -> None:
    assert origin_for("SIMPUL.example.ac.id", SERVER) == "https://simpul.example.ac.id"
    assert origin_for("simpul.example.ac.id:443", SERVER) == "https://simpul.example.ac.id"
    assert origin_for("127.0.0.1:8501", SERVER) == "http://127.0.0.1:8501"
    assert origin_for("localhost", None) == "http://localhost"
    for host in ("", "evil.example", "simpul.example.ac.id:8501", "simpul.example.ac.id.evil.example", "xsimpul"):
        assert origin_for(host, SERVER) is None
