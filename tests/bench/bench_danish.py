"""Damaged words, compounds, suggestions: how much is found, what is changed wrongly, and what it costs.

The text is the sample municipality's own papers, printed with fonts that the confusion table was not learned from,
scanned askew and dirty, and read by Tesseract's English model. Nothing here was looked at while the rules were made,
but the papers' general vocabulary.
"""

from __future__ import annotations

import random
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.danish import analyse, confusions, damage, damaged_texts, query_terms, streams
from ingest.danish.compounds import parts
from ingest.danish.ocr_repair import _repairs, best, repairs
from ingest.danish.streams import _chunk_kept
from ingest.danish.suggest import beginnings, closest
from ingest.danish.tokens import tokens
from ingest.misread import Scan, pairs, read_badly
from tests.bench.figures import Figure, digest_of
from tests.test_danish_foreign import changed as misread

_ROOT = Path(__file__).resolve().parents[2]
_SHARED = _ROOT.parent / "shared" / "danish" / "compounds_dev.tsv"
_FONTS = Path("/usr/share/fonts/truetype")
_SCANS = (
    Scan(str(_FONTS / "liberation/LiberationSans-Regular.ttf"), 11, 0.0, 8),
    Scan(str(_FONTS / "liberation/LiberationSerif-Regular.ttf"), 11, 1.0, 12),
    Scan(str(_FONTS / "dejavu/DejaVuSans.ttf"), 10, -2.0, 16),
)
_WORDS, _PAGE = 2400, 600  # words printed in each font; on one page
_DANISH = frozenset("æøå")
Pair = tuple[str, str]


def measure(scratch: Path) -> list[Figure]:
    """Give the figures of issue 4."""
    text = _papers().split()
    read = [pair for scan in _SCANS for pair in _read(text[:_WORDS], scan)]
    words = [(true, other.lower()) for one, other in read if (true := _token(one)) and _as_page(other)]
    return [
        *_damaged("damaged words", words, 94, 92),
        *_damaged("the same, half the Danish letters there", list(_half(words)), 90, 0),
        *_unharmed(words, text),
        *_queries(read),
        *_compounds(),
        _suggestions(text),
        *_speed(text, [other for _, other in read]),
    ]


def _papers() -> str:
    """Give the running text of the sample municipality's papers."""
    found: list[str] = []

    def gather(value: object) -> None:
        if isinstance(value, str) and value.count(" ") > 4:
            found.append(value)
        elif isinstance(value, dict):
            for one in value.values():
                gather(one)
        elif isinstance(value, list):
            for one in value:
                gather(one)

    for path in sorted((_ROOT / "portal" / "demo" / "sager").glob("*.toml")):
        gather(tomllib.loads(path.read_text(encoding="utf-8")))
    return "\n".join(found)


def _read(words: Sequence[str], scan: Scan) -> Iterator[Pair]:
    for start in range(0, len(words), _PAGE):
        page = " ".join(words[start : start + _PAGE])
        yield from pairs(page, read_badly(page, scan, start))


def _token(word: str) -> str | None:
    found = tokens(word)
    return found[0].text if len(found) == 1 else None


def _as_page(read: str) -> str | None:
    """Give a word as it stands in a damaged page's text when its words are repaired: @stre is østre by then."""
    return _token(damage.with_letters(read))


def _half(words: Sequence[Pair]) -> Iterator[Pair]:
    """Give the readings as if each Danish letter had survived one time in two."""
    dice = random.Random(4)
    for true, read in words:
        steps = confusions.aligned(true, read)
        yield true, "".join(one if one in _DANISH and dice.random() < 0.5 else other for one, other in steps) or read


def _damaged(what: str, words: Sequence[Pair], wanted: float, wanted_first: float) -> list[Figure]:
    lost = [(true, read) for true, read in words if true != read and _DANISH & set(true)]
    seen = [(true, _as_page(read) or "") for true, read in lost]
    first = sum(best(read) == true for true, read in seen)
    found = sum(best(read) == true or true in dict(repairs(read)) for true, read in seen)
    given = f"{len(lost)} of {len(words)} words, {len(_SCANS)} fonts, skew 0-2 degrees, noise"
    digest = digest_of(best(read) for _, read in seen)
    shares = [("found", found, wanted), ("at first place", first, wanted_first)]
    return [
        _share(f"Danish: {what}, {name}", given, part, len(lost), least, digest)
        for name, part, least in shares
        if least
    ]


def _share(what: str, given: str, part: int, whole: int, least: float, digest: str = "") -> Figure:
    share = 100 * part / max(whole, 1)
    return Figure(what, given, share, "%", f"at least {least:g}", share >= least, digest)


def _at_most(what: str, given: str, part: int, whole: int, most: float) -> Figure:
    share = 100 * part / max(whole, 1)
    return Figure(what, given, share, "%", f"at most {most:g}", share <= most)


def _unharmed(words: Sequence[Pair], text: Sequence[str]) -> list[Figure]:
    whole = [true for true, read in words if true == read]
    changed = sum(best(word) != word for word in whole)
    pages = [" ".join(text[start : start + 300]) for start in range(0, len(text), 300)]
    flagged = [page for page in pages if damaged_texts([page])[0]]
    wrong = sum(row.text != row.word.lower() for page in flagged for row in analyse(page, damaged=True))
    files = (_ROOT / "tests" / "files" / name for name in ("foreign.toml", "foreign_second.toml"))
    found = [misread(one) for file in files for one in tomllib.loads(file.read_text(encoding="utf-8")).values()]
    others, repaired = sum(number for number, _ in found), sum(len(wrong) for _, wrong in found)
    return [
        _at_most("Danish: whole words changed on damaged pages", f"{len(whole)} words", changed, len(whole), 0.3),
        _at_most("Danish: words changed on clean pages", f"{len(pages)} pages of 300 words", wrong, len(text), 0),
        _at_most("Danish: words of other languages, names, code changed", f"{others} words", repaired,
                 others, 0.2),
    ]  # fmt: skip


def _queries(read: Sequence[Pair]) -> list[Figure]:
    """Ask 60 words of clean sentences and of their damaged twins."""
    lines = [read[start : start + 15] for start in range(0, len(read), 15)]
    clean = [set(streams(" ".join(one for one, _ in line)).all.split()) for line in lines]
    spoilt = [set(streams(" ".join(other for _, other in line), damaged=True).all.split()) for line in lines]
    asked = sorted({t for one, _ in read if len(one) > 4 and (t := _token(one)) and t.isalpha() and _DANISH & set(t)})
    queries = [set(query_terms(word)[1]) for word in random.Random(60).sample(asked, 60)]
    wanted = [(n, m) for n, terms in enumerate(queries) for m, line in enumerate(clean) if terms & line]
    found = [(n, m) for n, terms in enumerate(queries) for m, line in enumerate(spoilt) if terms & line]
    both = len(set(wanted) & set(found))
    given = f"60 queries, {len(lines)} lines and their damaged twins"
    return [
        _share("Danish: damaged lines found that should be", given, both, len(wanted), 95),
        _share("Danish: damaged lines found that are right", given, both, len(found), 96),
    ]


def _compounds() -> list[Figure]:
    if not _SHARED.is_file():
        return []
    from tests.test_danish_compounds import seams, seams_of

    rows = [line.split("\t") for line in _SHARED.read_text(encoding="utf-8").splitlines()[1:]]
    told = [(seams(surface), seams_of(word)) for word, kind, surface, _ in rows if kind == "compound"]
    simple = [word for word, kind, *_ in rows if kind == "simplex"]
    right = sum(len(gold & ours) for gold, ours in told)
    given = f"{len(told)} compounds, {len(simple)} simple words (looked at while the lists were made)"
    return [
        _share("Danish: seams of compounds, precision", given, right, sum(len(ours) for _, ours in told), 98),
        _share("Danish: seams of compounds, recall", given, right, sum(len(gold) for gold, _ in told), 97),
        _at_most("Danish: simple words split", given, sum(bool(parts(word)) for word in simple), len(simple), 3),
    ]


def _suggestions(text: Sequence[str]) -> Figure:
    """Put 300 typos of the papers' words right: a letter too few, too many, another, two changed about."""
    there: Counter[str] = Counter()
    for start in range(0, len(text), 300):
        there.update(set(streams(" ".join(text[start : start + 300])).text.split()))
    words = sorted(there.items())
    pool = [word for word, count in words if word.isalpha() and len(word) > 4 and count > 1]
    dice, right, answers = random.Random(300), 0, []
    for _ in range(300):
        word = dice.choice(pool)
        typed = _typo(word, dice)
        while typed in there or typed == word:
            typed = _typo(word, dice)
        ways = ([(w, n) for w, n in words if w.startswith(likely)] for likely in beginnings(typed))
        answers.append(next((meant for way in ways if (meant := closest(typed, way))), None))
        right += answers[-1] == word
    given = f"300 typos of {len(pool)} words, among {len(words)}"
    return _share("Danish: suggestions, first place right", given, right, 300, 88, digest_of(answers))


def _typo(word: str, dice: random.Random) -> str:
    at, letter = dice.randrange(len(word) - 1), dice.choice("abcdefghijklmnoprstuvyæøå")
    ways = (
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    )
    return dice.choice(ways)


def _speed(clean: Sequence[str], spoilt: Sequence[str]) -> list[Figure]:
    found = []
    for what, words, damaged, most in (("clean", clean, False, 15.0), ("damaged", spoilt, True, 200.0)):
        texts = [" ".join(words[start : start + 300]) for start in range(0, len(words), 300)]
        spent = []
        _repairs.cache_clear()
        _chunk_kept.cache_clear()
        for _ in range(2):
            started = time.process_time()
            for text in texts:
                streams(text, damaged=damaged)
            spent.append(1e6 * (time.process_time() - started) / len(words))
        given = f"{len(words)} words; the first time {spent[0]:.0f}"
        found.append(Figure(f"Danish: a {what} running word, warm", given, spent[1], "µs", f"at most {most:g}",
                            spent[1] <= most))  # fmt: skip
    return found
