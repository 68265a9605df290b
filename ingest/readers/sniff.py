"""What a file is, by its content. The name is only asked where content says "text" or says nothing.

A name posing as another type is no fault when we read what the content is (an image called .pdf is an image). It is
one (`TypeMismatch`) when a name promises a document and the content is something we do not read as one: a program, a
film, a spreadsheet, or text and web pages (log-in pages, error pages) under a name that promises a binary format.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath

import olefile

from ingest.errors import Damaged, EmptyFile, Encrypted, TypeMismatch, Unreadable, Unsupported
from ingest.readers.charset import decode
from ingest.readers.litter import is_litter

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
DOC = "application/msword"
RTF = "application/rtf"
WPD = "application/vnd.wordperfect"
MSG = "application/vnd.ms-outlook"
EML = "message/rfc822"
ZIP = "application/zip"
HTML = "text/html"
TEXT = "text/plain"
TIFF = "image/tiff"
JPEG = "image/jpeg"
PNG = "image/png"
JPEG_2000 = "image/jp2"  # with TIFF what Danish public archives keep papers as
IMAGES = (TIFF, JPEG, PNG, JPEG_2000, "image/gif", "image/bmp", "image/webp")
OLD_OFFICE = (DOC, RTF, ODT, WPD)

_HEAD = 1 << 16
# What we read, by the start of the file.
_READ = (
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"II+\x00", TIFF),
    (b"MM\x00+", TIFF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xffWPC", WPD),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", JPEG_2000),
    (b"\xff\x4f\xff\x51", JPEG_2000),
)
# What we do not read: start of the file, what to call it.
_REFUSED = (
    (b"MZ", "et program"),
    (b"\x7fELF", "et program"),
    (b"\xfe\xed\xfa", "et program"),
    (b"\xcf\xfa\xed\xfe", "et program"),
    (b"\xca\xfe\xba\xbe", "et program"),
    (b"\x1f\x8b", "et gzip-arkiv"),
    (b"7z\xbc\xaf\x27\x1c", "et 7z-arkiv"),
    (b"Rar!\x1a\x07", "et RAR-arkiv"),
    (b"BZh", "et bzip2-arkiv"),
    (b"\xfd7zXZ\x00", "et xz-arkiv"),
    (b"MSCF", "et CAB-arkiv"),
    (b"ID3", "lyd"),
    (b"OggS", "lyd"),
    (b"fLaC", "lyd"),
    (b"RIFF", "lyd eller film"),
    (b"\x1aE\xdf\xa3", "film"),
    (b"\x00\x00\x01\xba", "film"),
    (b"\x00\x00\x01\xb3", "film"),
    (b"FLV\x01", "film"),
    (b"SQLite format 3\x00", "en database"),
    (b"%!PS", "PostScript"),
)
_BINARY_NAMES = frozenset(
    (".pdf", ".docx", ".docm", ".dotx", ".odt", ".msg", ".zip", ".tif", ".tiff", ".jpg", ".jpeg", ".png", ".gif")
)
_TEXT_NAMES = frozenset((".html", ".htm", ".txt", ".eml", ".mht", ".mhtml"))
_DOCUMENT_NAMES = _BINARY_NAMES | _TEXT_NAMES | {".doc", ".dot", ".rtf"}
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:(?!-->).){0,4000}-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|title|script|style|link|table|div|main|article|section|h[1-6]|p|ul|center)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,40}):(?: |\t|\r?\n[ \t]|$)", re.MULTILINE)
_MAIL_HEADERS = frozenset(("from", "to", "cc", "subject", "date", "received", "message-id", "return-path", "reply-to"))
_MAIL_PROOF = frozenset(("mime-version", "received", "message-id", "return-path", "x-mailer", "content-type"))
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, OSError, ValueError, RuntimeError, EOFError, KeyError)
_DOC_ENCRYPTED = 0x01  # in byte 11 of a .doc's head: fEncrypted of the FibBase, MS-DOC 2.5.2
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def sniff(path: Path, name: str) -> str:
    """Give the media type of a file; the name is as the sender wrote it, perhaps a path inside a container.

    Raises:
        EmptyFile, Unreadable, Unsupported, TypeMismatch, Encrypted: As their classes say.
        Damaged: A container's inside cannot be seen, or the name promises a document and the content is no known type.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError as error:
        raise Unreadable(error.strerror or "") from error
    if size == 0:
        raise EmptyFile
    name = name.replace("\\", "/")
    if is_litter(name, size):
        raise Unsupported("Det er en fil, som Windows, macOS eller Word selv har lagt i mappen; den kan slettes.")
    suffix = PurePosixPath(name).suffix.lower()
    return _binary(head, path, suffix) or _textual(head, path, suffix)


def _binary(head: bytes, path: Path, suffix: str) -> str | None:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zipped(path, suffix)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound(path, suffix)
    for start, media_type in _READ:
        if head.startswith(start):
            return media_type
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(b"BM") and head[6:10] == b"\x00\x00\x00\x00" and suffix not in (".txt", ".html"):
        return "image/bmp"
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        return RTF
    if _is_pdf(head, suffix):
        return PDF
    refused = next((what for start, what in _REFUSED if head.startswith(start)), None)
    if refused is None and head[4:8] == b"ftyp":
        refused = "film eller et telefonbillede"
    if refused is None and head[257:262] == b"ustar":
        refused = "et tar-arkiv"
    if refused and not (refused == "et program" and _looks_written(head)):
        raise _refusal(suffix, refused)
    return None


def _is_pdf(head: bytes, suffix: str) -> bool:
    at = head.find(b"%PDF-", 0, 1024)
    if at == 0:
        return True
    if at > 0:  # junk before the header is allowed; a text that merely speaks of it is not
        return b" obj" in head or not _looks_written(head)
    return suffix == ".pdf" and b" obj" in head and (b"endobj" in head or b"stream" in head)


def _refusal(suffix: str, what: str) -> Unsupported | TypeMismatch:
    if suffix in _DOCUMENT_NAMES and suffix != ".zip":
        return TypeMismatch(f"Navnet ender på {suffix}, men indholdet er {what}.")
    return Unsupported(f"Indholdet er {what}.")


def _zipped(path: Path, suffix: str) -> str:
    try:
        with zipfile.ZipFile(path) as container:
            names = {info.filename.replace("\\", "/") for info in container.infolist()[:20000]}
            kind = b""
            if "mimetype" in names and container.getinfo("mimetype").file_size < 200:
                kind = container.read("mimetype")
            locked = bool(kind) and b"encryption-data" in _start(container, "META-INF/manifest.xml")
    except _BROKEN_ZIP as error:
        raise Damaged(f"Den pakkede fil kan ikke åbnes: {error}") from error
    if "word/document.xml" in names or ("[Content_Types].xml" in names and any(n.startswith("word/") for n in names)):
        return DOCX
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        if locked:
            raise Encrypted
        return ODT
    for start, what in (("xl/", "et regneark"), ("ppt/", "en præsentation"), ("visio/", "en Visio-tegning")):
        if "[Content_Types].xml" in names and any(name.startswith(start) for name in names):
            raise _refusal(suffix, what)
    if kind.startswith((b"application/vnd.oasis", b"application/epub")):
        raise _refusal(suffix, "et regneark, en præsentation, en tegning eller en e-bog")
    if {"META-INF/MANIFEST.MF", "AndroidManifest.xml"} & names:
        raise _refusal(suffix, "et program")
    return ZIP


def _start(container: zipfile.ZipFile, name: str) -> bytes:
    if name not in container.namelist():
        return b""
    with container.open(name) as stream:
        return stream.read(_HEAD)


def _compound(path: Path, suffix: str) -> str:
    try:
        with olefile.OleFileIO(path) as container:
            streams = {entry[0].lower() for entry in container.listdir(streams=True, storages=True) if entry}
            head = container.openstream("WordDocument").read(12) if "worddocument" in streams else b""
    except (OSError, ValueError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise Damaged(f"Filens indre opbygning er ødelagt: {error}") from error
    if "encryptedpackage" in streams or (len(head) > 11 and head[11] & _DOC_ENCRYPTED):
        raise Encrypted
    if "worddocument" in streams:
        return DOC
    if "__properties_version1.0" in streams:
        return MSG
    sheet, slides = "et regneark", "en præsentation"
    for stream, what in (("workbook", sheet), ("book", sheet), ("powerpoint document", slides)):
        if stream in streams:
            raise _refusal(suffix, what)
    raise _refusal(suffix, "en Office-fil af en anden slags")


def _looks_written(head: bytes, share: float = 0.005) -> bool:
    """See that bytes are text in some encoding: at most that share of control characters, or UTF-16."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    pairs = max(1, len(head) // 2)
    if max(head[0::2].count(0), head[1::2].count(0)) > 0.7 * pairs > 1.4:
        return min(head[0::2].count(0), head[1::2].count(0)) < 0.1 * pairs
    return len(_CONTROL.findall(head)) <= max(2, share * len(head))


def _textual(head: bytes, path: Path, suffix: str) -> str:
    if not _looks_written(head, 0.05 if suffix in _TEXT_NAMES else 0.005):
        if suffix in _DOCUMENT_NAMES:
            raise Damaged(f"Navnet ender på {suffix}, men indholdet kan ikke kendes.")
        raise Unsupported("Indholdet kan ikke kendes.")
    text = decode(head[:8192])
    kind = TEXT
    if _is_mail(text, suffix):
        kind = EML
    elif _HTML_START.match(text) or (suffix in (".html", ".htm") and "<" in text):
        kind = HTML
    if kind != EML and suffix in _BINARY_NAMES:
        what = "en webside" if kind == HTML else "almindelig tekst"
        raise TypeMismatch(f"Navnet ender på {suffix}, men indholdet er {what}.")
    return kind


def _is_mail(text: str, suffix: str) -> bool:
    """See the header lines of a mail at the start; a text file that quotes a mail needs the postal marks as well."""
    text = re.sub(r"\AFrom [^\n]*\n", "", text.lstrip("\ufeff\r\n"))
    block = re.split(r"\r?\n\r?\n", text, maxsplit=1)[0]
    lines = [line for line in block.splitlines() if line and line[0] not in " \t"]
    if not lines or not all(_HEADER.match(line) for line in lines[:3]):
        return False
    names = {found[1].lower() for line in lines if (found := _HEADER.match(line))}
    if suffix in (".eml", ".mht", ".mhtml"):
        return bool(names & (_MAIL_HEADERS | _MAIL_PROOF))
    return len(names & _MAIL_HEADERS) >= 2 and bool(names & _MAIL_PROOF)
