"""An archive for a test: real SQLite, real files, real index, filled with short texts without reading any file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest import danish
from ingest.archive import store
from ingest.archive.database import Database
from ingest.archive.files import Files
from ingest.archive.generations import Generations
from ingest.archive.model import Base, Document
from ingest.archive.store import Place
from ingest.values import (
    Evidence,
    Field,
    Layer,
    LayerKind,
    PassageText,
    Prepared,
    Segment,
    Source,
    SourcePage,
    Understood,
)


@dataclass(frozen=True)
class Text:
    """A passage in a few words; `pages` are its texts page by page, the first being number `first_page`."""

    pages: Sequence[str]
    heading: str = ""
    number: str | None = None
    closed: bool = False
    damaged: bool = False
    first_page: int = 1
    case_number: str | None = None

    @property
    def whole(self) -> str:
        return "\n".join(self.pages)


class Archive:
    """Database, files and generations in one folder; opened again in another process by the same folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files = Files(root)
        self.files.prepare()
        self.database = Database.open(f"sqlite:///{self.files.database}")
        Base.metadata.create_all(self.database.engine)
        self.generations = Generations(self.files, self.database)

    def add(self, name: str, *texts: Text | str, again: bool = False, **fields: str) -> int:
        """Save a document with these passages, as the pipeline would; give its id. `again`: in place of what it had."""
        passages = [Text((text,)) if isinstance(text, str) else text for text in texts]
        content = name.encode()
        sha256 = hashlib.sha256(content).hexdigest()
        (self.files.scratch / sha256).write_bytes(content)
        self.files.keep(self.files.scratch / sha256, sha256)
        prepared = _prepared(passages, fields)
        with self.database.write() as session:
            document = store.find(session, sha256)
            assert (document is not None) == again
            document = document or store.new_document(session, sha256, len(content))
            store.save_parse(session, document, prepared, 0.0)
            store.sight(session, document, Place(name))
            return document.id

    def remove(self, document_id: int) -> None:
        """Remove a document, as `portal remove` does."""
        with self.database.write() as session:
            document = session.get_one(Document, document_id)
            store.remove(session, document, "prøve")
            self.files.forget(document.sha256)

    def close(self) -> None:
        """Let go of the database."""
        self.database.engine.dispose()


def _prepared(passages: Sequence[Text], fields: dict[str, str]) -> Prepared:
    title = fields.get("title", "")
    values = [Field(name, value, Evidence(1, value)) for name, value in fields.items() if name != "kind"]
    values += [
        Field("case_number", text.case_number, Evidence(text.first_page, text.case_number), n)
        for n, text in enumerate(passages)
        if text.case_number
    ]
    pages = tuple(
        SourcePage(text.first_page + n, (Layer(LayerKind.MARKUP, page),), body=page)
        for text in passages
        for n, page in enumerate(text.pages)
    )
    numbered = {page.number: page for page in pages}
    return Prepared(
        Source("text/plain", tuple(numbered[n] for n in sorted(numbered))),
        Understood(fields.get("kind", "minutes"), tuple(values), tuple(_passage(text) for text in passages)),
        tuple(danish.streams(text.whole, heading=text.heading, title=title, damaged=text.damaged) for text in passages),
    )


def _passage(text: Text) -> PassageText:
    segments, at = [], 0
    for n, page in enumerate(text.pages):
        segments.append(Segment(text.first_page + n, at, at + len(page) + 1))
        at += len(page) + 1
    return PassageText(
        "item", text.heading, text.number, text.whole, tuple(segments), text.closed, damaged=text.damaged
    )
