"""Turning the bytes of a picture's metadata into text, however they are encoded."""

from __future__ import annotations

import codecs
import re

CJK = ("gb2312", "cp932", "big5", "euc_kr")
"""Encodings with the characters that Chinese, Japanese and Korean people use."""

FIRST_CJK = "\u2e80"
MOST_WORDS = 4
"""Texts of European languages have at most one letter beyond ASCII among so many."""
_KANA = re.compile("[\u3041-\u30ff]")
_NOT_JAPANESE = re.compile("[\x80-\u2e7f\uff61-\uff9f]")
"""Other characters of Shift-JIS, among them the narrow kana, which are single bytes."""
_CUT_EMOJI = re.compile(rb"[\xf0-\xf4][\x80-\xbf]{1,2}\Z")
"""An emoji of which a limit of bytes left a part."""


def decode_bytes(data: bytes) -> str:
    """Decode text of an unknown encoding: UTF-16 if a mark or zero bytes say so, else UTF-8, else Latin-1."""
    if data.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)) or 0 in data.strip(b"\0"):
        return _decode_utf16(data)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decode_damaged(data)


def decode_comment(data: bytes) -> str:
    """Decode a UserComment: eight bytes that name the encoding, then the text (EXIF 2.3, section 4.6.5)."""
    code, body = data[:8], data[8:]
    name = code.rstrip(b"\0").upper() if code.endswith(b"\0") else code
    if name == b"UNICODE":
        text = _decode_unicode(body)
    elif name == b"JIS":
        text = _decode_jis(body)
    else:
        text = decode_bytes(body if name in (b"ASCII", b"") else data)
    return text.strip("\0")


def decode_latin1_text(text: str) -> str:
    """Return the real text of bytes that were read as Latin-1: many programs write UTF-8."""
    try:
        data = text.encode("latin-1")
    except UnicodeEncodeError:
        return text
    if MOST_WORDS * data.strip(b"\0").count(0) >= len(data):
        return _decode_utf16(data)
    return data.decode("utf-8-sig") if _is_utf8(data) else _decode_damaged(data)


def _decode_damaged(data: bytes) -> str:
    """Decode as UTF-8 if more characters than damaged bytes say so, else as Shift-JIS or Windows' Latin-1."""
    if _is_utf8(whole := _CUT_EMOJI.sub(b"", data)):
        return whole.decode("utf-8")
    text = data.decode("utf-8", errors="ignore")
    lost = len(data) - len(text.encode("utf-8"))
    if sum(not character.isascii() for character in text) > lost:
        return text
    try:
        windows = data.decode("cp1252")
    except UnicodeDecodeError:
        windows = ""
    japanese = _as_japanese(data)
    if japanese and (_KANA.search(japanese) or not windows):
        return japanese
    return windows or data.decode("latin-1")


def _as_japanese(data: bytes) -> str:
    """Decode as Shift-JIS; an empty text if that has anything else than Japanese and ASCII characters."""
    try:
        text = data.decode("cp932")
    except UnicodeDecodeError:
        return ""
    return "" if _NOT_JAPANESE.search(text) else text


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decode_unicode(body: bytes) -> str:
    """Decode text with the code UNICODE: UTF-16, or UTF-8 since Exif 3.0."""
    marks = (codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)
    text = body.rstrip(b"\0")
    if body.startswith(marks) or 0 in text.lstrip(b"\0"):
        return _decode_utf16(body)
    if not _is_utf8(text):
        return _decode_damaged(text) if _is_mostly_ascii(text) else _decode_utf16(body)
    is_read_as_words = len(text) % 2 or any(mark in text for mark in b" ,\n")
    if not text.isascii() or is_read_as_words or not any(map(_is_cjk, _as_utf16(text))):
        return text.decode("utf-8-sig")
    return _decode_utf16(body)


def _is_mostly_ascii(data: bytes) -> bool:
    """Return whether bytes are words of a European language with a few letters beyond ASCII."""
    words = sum(32 <= byte < 127 for byte in data)
    return any(mark in data for mark in b" ,") and MOST_WORDS * (len(data) - words) <= len(data)


def _decode_utf16(body: bytes) -> str:
    """Decode as big-endian, as the WebUI writes it, unless a mark or the bytes say otherwise."""
    if body[:2] in (codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE):
        return body.decode("utf-16", errors="ignore")
    big, little = _as_utf16(body)
    zeros = body[0::2].count(0), body[1::2].count(0)
    if zeros[0] == zeros[1]:
        return little if _is_cjk(little) and not _is_cjk(big) else big
    return little if zeros[1] > zeros[0] else big


def _as_utf16(body: bytes) -> tuple[str, str]:
    return body.decode("utf-16-be", errors="ignore"), body.decode("utf-16-le", errors="ignore")


def _is_cjk(text: str) -> bool:
    """Return whether all characters of a text are used in one of the East Asian languages."""
    bare = text.strip("\0")
    return bool(bare) and min(bare) >= FIRST_CJK and any(_fits(bare, encoding) for encoding in CJK)


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _decode_jis(body: bytes) -> str:
    """Decode text with the code JIS: ISO-2022-JP by the standard, anything Japanese in practice."""
    for encoding in ("iso2022_jp", "utf-8", "cp932", "euc_jp"):
        if encoding == "iso2022_jp" and b"\x1b" not in body:
            continue
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    return body.decode("cp932", errors="ignore")
