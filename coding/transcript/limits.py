"""What a file may ask of the machine, checked before anything in it is opened."""

import io
import re
import stat
import zipfile
import zlib

from lxml import etree

from coding.errors import Bomb, Broken, Encrypted, TookTooLong, TooLarge, UnsafeXml

MEGABYTE = 1_000_000
LIMIT_MB = 50
MAX_MEMBERS = 2_000
MAX_UNPACKED = 100 * MEGABYTE
MAX_RATIO = 200
# Small members compress well by nature (empty style sheets), so the ratio counts only above this size.
RATIO_FROM = MEGABYTE

_DIRECTORY_ENTRY = b"PK\x01\x02"
_DECLARATION = re.compile(rb"<!DOCTYPE|<!ENTITY|(?:<\0!\0|\0<\0!)\0?(?:D\0O\0C\0T|E\0N\0T\0I)")
# A declaration stands before the root element; the parts we parse ourselves are searched whole.
_PROLOG = 65_536
_NO_MEMORY = 2


def check_size(size: int, limit_mb: int = LIMIT_MB) -> None:
    """Raise TooLarge where a file of `size` bytes is over the limit."""
    if size > limit_mb * MEGABYTE:
        raise TooLarge(size=f"{size / MEGABYTE:.1f}", limit=limit_mb)


def open_zip(data: bytes) -> zipfile.ZipFile:
    """A ZIP whose directory has been checked; nothing is unpacked but the first bytes of its XML parts.

    Raises Bomb, Encrypted, UnsafeXml, or Broken (also for names that point outside).
    """
    # Counted in the raw bytes: the directory of a million entries would itself fill the memory.
    if data.count(_DIRECTORY_ENTRY) > MAX_MEMBERS:
        raise Bomb
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Broken from error
    members = archive.infolist()
    _check_sizes(members)
    names = [member.filename for member in members]
    if len(set(names)) != len(names) or any(_points_outside(member) for member in members):
        raise Broken
    if any(member.flag_bits & 1 for member in members):
        raise Encrypted
    for name in names:
        if name.endswith((".xml", ".rels")) and _DECLARATION.search(read_member(archive, name, _PROLOG)):
            raise UnsafeXml
    return archive


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise Bomb
    for member in members:
        if member.file_size > RATIO_FROM and member.file_size > MAX_RATIO * max(member.compress_size, 1):
            raise Bomb


def _points_outside(member: zipfile.ZipInfo) -> bool:
    # orig_filename is the name as written: zipfile cuts at a NUL and turns separators round.
    name = member.orig_filename
    linked = stat.S_ISLNK(member.external_attr >> 16)
    return linked or name.startswith("/") or ".." in name.split("/") or any(sign in name for sign in "\\\0:")


def read_member(archive: zipfile.ZipFile, name: str, size: int = -1) -> bytes:
    """The bytes of a member (the first `size` of them). Raises Broken where it is missing or damaged."""
    try:
        with archive.open(name) as member:
            return member.read(size)
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise Broken from error


def parse_xml(data: bytes) -> etree._Element:
    """The root of an XML part, parsed without entities, network or DTD. Raises UnsafeXml, Broken, TookTooLong."""
    if _DECLARATION.search(data):
        raise UnsafeXml
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", 0) == _NO_MEMORY:
            raise TookTooLong from error
        raise Broken from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnsafeXml
    return root


def local(element: etree._Element) -> str:
    """The tag without its namespace: strict and transitional office files differ only there."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
