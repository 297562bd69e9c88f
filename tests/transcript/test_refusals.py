"""Every file that is refused, made here; nothing of it is unpacked first, opened outside, or left behind."""

import io
import os
import random
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from coding import errors
from coding.transcript import render
from coding.transcript.limits import MAX_MEMBERS, open_zip, parse_xml

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
MAIN = {"word/document.xml": "<a/>"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def zipped(**members: str | bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def word(body: str = "<w:p/>", declaration: str = "") -> bytes:
    content = f"{declaration}<w:document {WORD}><w:body>{body}</w:body></w:document>"
    return zipped(**{"[Content_Types].xml": "<Types/>", "word/document.xml": content})


def flagged(data: bytes) -> bytes:
    """The same ZIP with every member said to be encrypted."""
    changed = bytearray(data)
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            changed[at + flags] |= 1
            at = data.find(signature, at + 1)
    return bytes(changed)


def encrypted_pdf() -> bytes:
    """A PDF whose security handler asks for a password nobody has."""
    secret = "00" * 32
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>",
        f"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <{secret}> /U <{secret}> >>",
    ]
    body, offsets = "%PDF-1.4\n", []
    for at, entry in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{at} 0 obj\n{entry}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"trailer << /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<00> <00>] >>\nstartxref\n{len(body)}\n%%EOF"
    return f"{body}xref\n0 5\n0000000000 65535 f \n{table}{trailer}".encode()


def scanned_pdf() -> bytes:
    """Three pages, each a picture and no text."""
    picture = (
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1 >>"
    )
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R /Resources << /XObject << /I 3 0 R >> >> >>"
    )
    drawn = "<< /Length 22 >>\nstream\n99 0 0 99 0 0 cm /I Do\nendstream"
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 3 /Kids [5 0 R 6 0 R 7 0 R] >>"]
    objects += [f"{picture}\nstream\nx\nendstream", drawn, page, page, page]
    body, offsets = "%PDF-1.4\n", []
    for at, entry in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{at} 0 obj\n{entry}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"trailer << /Size 8 /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF"
    return f"{body}xref\n0 8\n0000000000 65535 f \n{table}{trailer}".encode()


def empty_paragraphs() -> bytes:
    return word("<w:p/>" * 6_000_000)


def two_hundred_megabytes() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(200):
            part.write(b"a" * 1_000_000)
    return data.getvalue()


def many_small_parts() -> bytes:
    """No part is suspicious by itself: the ratio counts only above a megabyte."""
    part = bytes(1_000_000)
    return zipped(**{"word/document.xml": "<a/>"}, **{f"word/media/{n}.bin": part for n in range(120)})


def many_members() -> bytes:
    return zipped(**{"word/document.xml": "<a/>"}, **{f"word/{n}.xml": "<a/>" for n in range(MAX_MEMBERS)})


def encrypted_odt() -> bytes:
    manifest = "<manifest><file-entry><encryption-data checksum='x'/></file-entry></manifest>"
    kind = "application/vnd.oasis.opendocument.text"
    return zipped(**{"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": os.urandom(300)})


def odt_with_doctype() -> bytes:
    kind = "application/vnd.oasis.opendocument.text"
    return zipped(**{"mimetype": kind, "META-INF/manifest.xml": "<m/>", "content.xml": f"{LAUGHS}<a>&i;</a>"})


XXE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
UTF16_XXE = f"{XXE}<w:document {WORD}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>".encode(
    "utf-16"
)

REFUSED: list[tuple[str, str, Callable[[], bytes], type[errors.CodingError]]] = [
    ("a scanned pdf", "a.pdf", scanned_pdf, errors.NoText),
    ("an encrypted pdf", "a.pdf", encrypted_pdf, errors.Encrypted),
    ("a binary doc", "a.doc", lambda: OLE + "WordDocument".encode("utf-16-le"), errors.BinaryDoc),
    ("an encrypted docx", "a.docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), errors.Encrypted),
    ("a docx of encrypted parts", "a.docx", lambda: flagged(word()), errors.Encrypted),
    ("an encrypted odt", "a.odt", encrypted_odt, errors.Encrypted),
    ("six million empty paragraphs", "a.docx", empty_paragraphs, errors.Bomb),
    ("200 MB of text", "a.docx", two_hundred_megabytes, errors.Bomb),
    ("120 MB in small parts", "a.docx", many_small_parts, errors.Bomb),
    ("too many parts", "a.docx", many_members, errors.Bomb),
    ("a billion laughs in a docx", "a.docx", lambda: word("<w:p/>", LAUGHS), errors.UnsafeXml),
    ("a billion laughs in an odt", "a.odt", odt_with_doctype, errors.UnsafeXml),
    ("a billion laughs in xml", "a.xml", lambda: f"<?xml version='1.0'?>{LAUGHS}<a>&i;</a>".encode(), errors.UnsafeXml),
    ("an outside entity", "a.docx", lambda: word("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", XXE), errors.UnsafeXml),
    ("an outside entity in utf-16", "a.docx", lambda: zipped(**{"word/document.xml": UTF16_XXE}), errors.UnsafeXml),
    ("a doctype in a part beside", "a.docx", lambda: zipped(**{**MAIN, "b.xml": "<!DOCTYPE a><a/>"}),
     errors.UnsafeXml),
    ("a path that climbs out", "a.docx", lambda: zipped(**{**MAIN, "../../x": "y"}), errors.Broken),
    ("an absolute path", "a.docx", lambda: zipped(**{**MAIN, "/etc/x": "y"}), errors.Broken),
    ("a path of another system", "a.docx", lambda: zipped(**{**MAIN, "c:\\x": "y"}), errors.Broken),
    ("half a docx", "a.docx", lambda: word()[:200], errors.Broken),
    ("a docx of half an xml", "a.docx", lambda: zipped(**{"word/document.xml": "<w:document"}), errors.Broken),
    ("a docx without text part", "a.docx", lambda: zipped(**{"word/x.xml": "<a/>"}), errors.Broken),
    ("an xlsx that is none", "a.xlsx", lambda: zipped(**{"xl/workbook.xml": "<a"}), errors.Broken),
    ("a picture", "a.png", lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + os.urandom(200), errors.UnknownType),
    ("a picture that calls itself text", "a.txt", lambda: b"\xff\xd8\xff\xe0\0\x10JFIF\0" + os.urandom(200),
     errors.UnknownType),
    ("a zip of other things", "a.zip", lambda: zipped(**{"a.txt": "halo"}), errors.UnknownType),
    ("other json", "a.json", lambda: b'{"a": 1}', errors.UnknownType),
    ("nothing", "a.txt", lambda: b"", errors.EmptyFile),
    ("blanks", "a.txt", lambda: b" \n\t\r\n ", errors.EmptyFile),
    ("a docx without words", "a.docx", word, errors.EmptyFile),
]  # fmt: skip


@pytest.mark.parametrize(("name", "make", "error"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_a_file_is_refused_with_its_sentence(
    name: str,
    make: Callable[[], bytes],
    error: type[errors.CodingError],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = make()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with pytest.raises(error) as refusal:
        render(name, data)
    assert type(refusal.value) is error
    assert list(tmp_path.iterdir()) == []


def test_a_file_over_the_limit_is_refused_with_both_sizes() -> None:
    with pytest.raises(errors.TooLarge, match=r"2\.5 MB; the limit is 2 MB"):
        render("a.txt", b"a" * 2_500_000, limit_mb=2)


def test_bombs_are_refused_before_they_are_unpacked() -> None:
    for make in (empty_paragraphs, two_hundred_megabytes, many_members):
        data = make()
        tracemalloc.start()
        started = time.process_time()
        with pytest.raises(errors.Bomb):
            open_zip(data)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert time.process_time() - started < 0.5
        assert peak < 20_000_000


def test_the_bombs_are_as_small_as_they_were_met() -> None:
    assert len(empty_paragraphs()) < 200_000
    assert len(two_hundred_megabytes()) < 300_000


def test_an_entity_that_no_pattern_finds_is_refused_by_the_parser() -> None:
    text = '<?xml version="1.0" encoding="utf-32"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'
    with pytest.raises((errors.UnsafeXml, errors.Broken)):
        parse_xml(text.encode("utf-32"))


def test_an_ordinary_document_passes_every_check() -> None:
    document = docx.Document()
    for _ in range(3000):
        document.add_paragraph("Pewawancara: ya")
    data = io.BytesIO()
    document.save(data)
    assert render("a.docx", data.getvalue()).text.startswith("Pewawancara: ya\nPew")


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_file_is_refused_or_read_but_never_raises_a_library_s_error(seed: int) -> None:
    chance = random.Random(seed)
    document = docx.Document()
    document.add_paragraph("Pewawancara: apa kabar?")
    data = io.BytesIO()
    document.save(data)
    whole = [data.getvalue(), scanned_pdf(), rb"{\rtf1 halo\par}", word("<w:p/>")]
    damaged = bytearray(chance.choice(whole))
    for _ in range(chance.randint(1, 30)):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    try:
        render("a.docx", bytes(damaged))
    except errors.FileRefused:
        return


def test_a_text_too_long_for_anybody_to_code_is_refused() -> None:
    with pytest.raises(errors.TooLarge, match=r"6\.0 MB; the limit is 5 MB"):
        render("a.txt", b"ya " * 2_000_000)


def test_a_page_nested_deeper_than_the_parser_follows_is_refused_rather_than_read_in_part() -> None:
    with pytest.raises(errors.Broken):
        render("a.html", b"<html><p>P: halo</p>" + b"<div>" * 300 + b"kata</html>")


def test_a_time_without_end_is_no_time() -> None:
    rendered = render("a.json", b'{"segments": [{"text": "ya", "start": NaN, "end": 1e999}]}')
    assert rendered.moments == ()
