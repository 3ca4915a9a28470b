"""Decode the bytes of a file: UTF-8 or, as older Chinese sites have it, GB18030."""

from __future__ import annotations

import codecs
import re

from kg.errors import UnreadableSource

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]+)""")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_PUNCTUATION = "，。、；：？！“”‘’《》（）—…·％　"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def decode(data: bytes) -> str:
    """The text of a file, line ends as they are.

    UTF-8 first, for it cannot be mistaken; then UTF-16 with a byte order mark; then GB18030, which
    accepts nearly anything and so must yield mostly Chinese. Raises `UnreadableSource`.

    >>> decode("双拥".encode("gb18030"))
    '双拥'
    """
    if not data.strip():
        raise UnreadableSource("the file is empty")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(data, "utf-16")
    if b"\x00" in data[:4096]:
        raise UnreadableSource("the file is binary, not text")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        position = error.start
    else:
        # A few Chinese characters in GB18030 can pass for UTF-8, as letters of other scripts.
        return text if text.isascii() or _HAN.search(text) else _as_gb18030(data) or text
    declared = _DECLARED.search(data[:2048])
    if declared and declared[1].lower() in (b"utf-8", b"utf8"):
        raise UnreadableSource(f"the file says it is UTF-8 but is broken at byte {position}")
    found = _as_gb18030(data)
    if found is None:
        raise UnreadableSource(
            f"broken UTF-8 at byte {position}, and no Chinese text when read as GB18030; "
            "save it as UTF-8"
        )
    return found


def _as_gb18030(data: bytes) -> str | None:
    """The text where it reads as mostly Chinese, else None: GB18030 makes something of any bytes."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    wide = [c for c in text if not c.isascii()]
    common = sum(1 for c in wide if _HAN.match(c) or c in _PUNCTUATION)
    return text if wide and common / len(wide) >= 0.8 and not _CONTROL.search(text) else None


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableSource(f"broken {encoding} at byte {error.start}") from error
