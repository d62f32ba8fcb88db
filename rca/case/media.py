"""Telling media apart from documents, so that none enters a case."""

from __future__ import annotations

from pathlib import PurePosixPath

_EXTENSIONS = {
    "an image": "apng avif bmp cr2 dng gif heic heif ico jp2 jpe jpeg jpg jxl nef png psd svg svgz tif tiff webp",
    "a video": "3g2 3gp asf avi f4v flv m2ts m4v mkv mov mp4 mpeg mpg mts ogv qt vob webm wmv",
    "a sound": "aac aif aifc aiff amr caf flac m4a m4b mid midi mka mp3 oga ogg opus wav weba wma",
}
_BY_EXTENSION = {f".{name}": kind for kind, names in _EXTENSIONS.items() for name in names.split()}

# Where the signature begins, and its bytes; from the published descriptions of the formats.
_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "an image"),
    (0, b"\x89PNG\r\n\x1a\n", "an image"),
    (0, b"GIF87a", "an image"),
    (0, b"GIF89a", "an image"),
    (0, b"II*\x00", "an image"),
    (0, b"MM\x00*", "an image"),
    (0, b"8BPS", "an image"),
    (0, b"\x00\x00\x01\x00", "an image"),
    (0, b"\x00\x00\x00\x0cjP  ", "an image"),
    (0, b"\x00\x00\x00\x0cJXL ", "an image"),
    (0, b"\xff\x0a", "an image"),
    (4, b"ftyp", "a video or an image"),
    (4, b"moov", "a video"),
    (0, b"\x1aE\xdf\xa3", "a video"),
    (0, b"FLV\x01", "a video"),
    (0, b"\x00\x00\x01\xba", "a video"),
    (0, b"\x00\x00\x01\xb3", "a video"),
    (0, b"0&\xb2u\x8ef\xcf\x11", "a video"),
    (0, b"OggS", "a sound or a video"),
    (0, b"fLaC", "a sound"),
    (0, b"ID3\x02", "a sound"),
    (0, b"ID3\x03", "a sound"),
    (0, b"ID3\x04", "a sound"),
    (0, b"\xff\xfb", "a sound"),
    (0, b"\xff\xf3", "a sound"),
    (0, b"\xff\xf1", "a sound"),
    (0, b"MThd", "a sound"),
    (0, b"#!AMR", "a sound"),
)
# A container says in its ninth to twelfth byte what it holds.
_CONTAINERS = {
    (b"RIFF", b"WEBP"): "an image",
    (b"RIFF", b"AVI "): "a video",
    (b"RIFF", b"WAVE"): "a sound",
    (b"FORM", b"AIFF"): "a sound",
}


def media_kind(name: str, head: bytes) -> str:
    """Return what kind of media a file is, by its name or its first bytes.

    Parameters
    ----------
    name : str
        Name of the file.
    head : bytes
        Its first bytes; 1,024 are enough.

    Returns
    -------
    str
        Such as ``an image``; empty for anything else.

    Examples
    --------
    >>> media_kind("evidence/export.csv", b"GIF89a")
    'an image'
    >>> media_kind("evidence/export.csv", b"time,user")
    ''
    """
    if kind := _BY_EXTENSION.get(PurePosixPath(name).suffix.lower()):
        return kind
    for start, signature, kind in _SIGNATURES:
        if head.startswith(signature, start):
            return kind
    if kind := _CONTAINERS.get((head[:4], head[8:12])):
        return kind
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return "an image"
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    is_svg = text.startswith(b"<svg") or (text.startswith((b"<?xml", b"<!doctype")) and b"<svg" in text)
    return "an image" if is_svg else ""
