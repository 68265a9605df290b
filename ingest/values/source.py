"""What was read: pages of text with where each came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path


class LayerKind(StrEnum):
    """Where a page's text came from."""

    MARKUP = "markup"  # written as text: HTML, DOCX, TXT, mail
    LAYER = "layer"  # the text layer of a PDF
    OCR = "ocr"  # read from the image by us
    REPAIR = "repair"  # a layer with damaged words mended
    CORRECTION = "correction"  # typed by an archivist


@dataclass(frozen=True, slots=True)
class Repair:
    """A damaged word of a layer: `text[start:end]`, as printed, and what it may have been.

    Attributes:
        printed: Of a word divided at a line's end: both parts, with hyphen and line end.
        words: (word, probability), most likely first, in small letters; never empty.
    """

    start: int
    end: int
    printed: str
    words: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Layer:
    """One reading of a page.

    Attributes:
        text: Lines separated by newline, NFC, no control characters but newline. May be empty.
        quality: 0..1, how well it reads (`ingest.danish.quality`); None for a text without words. From a reader, before
            that is measured: the share of signs that mean something, or how sure OCR was; None when nobody said.
        made_by, made_at: Of a correction: who typed it, and when. Of a repair: the version of the language.
        repairs: Of a repair: the damaged words, with places in the layer it was made from. Those likely enough
            (`ocr_repair.LIKELY`) stand in its text.
    """

    kind: LayerKind
    text: str
    quality: float | None = None
    made_by: str | None = None
    made_at: datetime | None = None
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page as it was read.

    Attributes:
        number: 1-based. Formats without pages have the one page 1.
        layers: In the order they were made; never empty for a page that could be opened.
        chosen: Position in `layers` of the text that counts.
        body: The chosen text without running headers, footers and page numbers, hyphens joined.
            This is what passages are made of.
        wants_ocr: True when the page has an image and its text cannot be used or reads badly: the pipeline runs OCR.
        problem: Cause code (see ingest.errors) when this page alone failed, else None.
    """

    number: int
    layers: tuple[Layer, ...]
    chosen: int = 0
    body: str = ""
    wants_ocr: bool = False
    problem: str | None = None

    @property
    def text(self) -> str:
        """The chosen layer's text."""
        return self.layers[self.chosen].text if self.layers else ""

    @property
    def quality(self) -> float | None:
        """How well the chosen text reads, once that is measured."""
        return self.layers[self.chosen].quality if self.layers else None

    @property
    def layer_kind(self) -> LayerKind | None:
        """Where the chosen text came from."""
        return self.layers[self.chosen].kind if self.layers else None


@dataclass(frozen=True, slots=True)
class Member:
    """A file found inside another: in a ZIP, or attached to a mail.

    Attributes:
        name: Path inside the container with forward slashes, as the sender wrote it. Data, never a path of ours.
        path: The extracted bytes, in a folder the caller owns and deletes.
        problem: Cause code when it could not be taken out; then the bytes are those that lie in the container.
    """

    name: str
    path: Path
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader got out of one file.

    Attributes:
        media_type: By content, for instance `application/pdf`.
        pages: In order, numbers rising from 1. Empty for a container that has no text of its own (ZIP).
        members: Files inside; empty unless this is a container.
        title: The title the file's own markup gives (HTML `title`, DOCX core property, mail subject), else None.
        headings: Lines that the markup says are headings, in order (DOCX styles, h1-h6). May be empty.
        created: The date the file itself carries (mail date), else None.
        frame: What the foot of a web page says, on one line: no part of the page, but it may tell whose it is.
    """

    media_type: str
    pages: tuple[SourcePage, ...] = ()
    members: tuple[Member, ...] = ()
    title: str | None = None
    headings: tuple[str, ...] = ()
    created: date | None = None
    frame: str | None = None
