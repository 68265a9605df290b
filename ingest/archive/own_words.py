"""An archive's own words: local names and terms of its clean pages that every reader may see and no lexicon knows.

A word of a closed item, of a restricted document or of a damaged page is never among them: what repairs and
suggestions are made of must not tell of anything that not everybody may read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import log

from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.archive.entries import unpack
from ingest.archive.files import Files
from ingest.archive.model import Document, Passage, PassageStreams
from ingest.danish import lexicon, local
from ingest.danish.lexicon import own_words as own_file
from ingest.danish.lexicon.trie import LONGEST
from ingest.danish.ocr_repair import repairs
from ingest.streams import streams, version
from ingest.values import FileState

MOST, LEAST = 200_000, 3  # words kept; documents that a word must stand in
_SHORTEST = 4  # letters: shorter ones are initials and abbreviations
_ROOM = 2_000_000  # different words looked at; when there are more, those seen once so far are forgotten
_BEFORE = 1_000_000  # running words of Danish that the archive's are added to: a small one tells little of frequency
_CHEAPEST, _DEAREST = 9.0, 15.0  # bounds of a cost, nats
_SURE, _TIMES = 0.5, 2  # a misreading: repaired so surely to a word that the archive has so many times more often


def learn(session: Session, files: Files, *, most: int = MOST, least: int = LEAST) -> int:
    """Find an archive's own words, keep them in its folder, and let this process read with them; give their number.

    Arguments as of `own_words`.
    """
    local.use(None)  # what is misread is asked of the lexicon, not of words that were found before
    words = own_words(session, most=most, least=least)
    own_file.write(files.language / local.WORDS, words)
    local.use(files.language)
    return len(words)


def own_words(session: Session, *, most: int = MOST, least: int = LEAST) -> dict[str, float]:
    """Give an archive's own words with what each costs (nats), those in most documents first.

    Args:
        session: Of the archive.
        most: So many words at most.
        least: Documents that a word must stand in.
    """
    times, documents, total = _counted(session)
    seen = [word for word, count in documents.items() if count >= least and not _known(word)]
    seen = [word for word in seen if not _misread(word, times)]
    seen.sort(key=lambda word: (-documents[word], -times[word], word))
    return {word: _cost(times[word], total) for word in seen[:most]}


def _cost(times: int, total: int) -> float:
    return min(max(log((total + _BEFORE) / times), _CHEAPEST), _DEAREST)


def _counted(session: Session) -> tuple[Counter[str], Counter[str], int]:
    """Count every word that may be one: times and documents it was printed; and all running words."""
    times: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    total, there, document = 0, set[str](), -1
    for document_id, text in _texts(session):
        if document_id != document:
            documents.update(there)
            there, document = set(), document_id
            if len(times) > _ROOM:
                _forget(times, documents)
        words = text.split()
        total += len(words)
        may_be = [
            word for word in words if _SHORTEST <= len(word) <= LONGEST and word.isalpha() and max(word) <= "\xff"
        ]
        times.update(may_be)
        there.update(may_be)
    documents.update(there)
    return times, documents, total


def _texts(session: Session) -> Iterator[tuple[int, str]]:
    """Give the tokens of every clean passage that all may see, joined by spaces, document by document."""
    asked = (
        select(Passage.document_id, Passage.heading, Passage.text, PassageStreams.version, PassageStreams.packed)
        .join(Document, Document.id == Passage.document_id)
        .outerjoin(PassageStreams, PassageStreams.passage_id == Passage.id)
        .where(Document.state == FileState.INDEXED.value, Document.audience.is_(None))
        .where(Passage.superseded_at.is_(None), ~Passage.closed, ~Passage.damaged)
        .order_by(Passage.document_id, Passage.id)
        .execution_options(yield_per=500)
    )
    current = version(damaged=False)
    for row in session.execute(asked):
        fresh = row.packed is not None and row.version == current
        yield row.document_id, unpack(row.packed).text if fresh else streams(row.text, heading=row.heading).text


def _forget(times: Counter[str], documents: Counter[str]) -> None:
    for word in [word for word, count in times.items() if count == 1]:
        del times[word]
        documents.pop(word, None)


def _known(word: str) -> bool:
    return lexicon.load().trie.cost(word) is not None


def _misread(word: str, times: Counter[str]) -> bool:
    """Tell whether a word is what a scanner made of another: one that the archive itself has more often."""
    return any(share >= _SURE and times[other] >= _TIMES * times[word] for other, share in repairs(word)[:1])
