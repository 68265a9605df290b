"""Damaged words: what a word was before a machine that knows no æ, ø and å read it (a noisy channel).

Every known word that the printed letters may have been is weighed by how frequent it is and how likely those letters
are read so. The search goes through the trie letter by letter, the likeliest way first, and may begin a new word where
one ends, so that compounds are repaired too. That the word is one nobody knows is weighed against all of them.
"""

from __future__ import annotations

from functools import lru_cache
from heapq import heappop, heappush
from math import exp, log

from ingest.danish import local, unlisted
from ingest.danish.channel import Channel, Option
from ingest.danish.lexicon.trie import FIRST, LAST, NONE, PLACE, STEPS, Trie

Repairs = tuple[tuple[str, float], ...]

LIKELY = 0.5  # a repair as likely as this is taken for the word
_LEAST, _MOST = 0.1, 4  # repairs are kept from this probability, so many
_WITHIN = 2.4  # nats: a repair so much less likely than the best is below _LEAST
_UNKNOWN, _PER_LETTER = 18.0, 1.7  # cost of a word nobody knows
_WITH_DIGIT = 12.0  # of one with a digit in it: p4 is på only because på is so frequent
_NO_CODE = 7  # letters from which a word with a digit before its end is taken for a spoilt one
_SEAM, _LINK = 1.5, {0: 0.0, ord("s"): 0.7, ord("e"): 2.5}
_PART = 7.0  # least cost of a part of a compound
_LONGEST, _STEPS = 40, 400  # letters; steps of one search: 250 found as much as 1,500
_ROOM = 6  # letters from which a word is looked at as a compound
_SHORT, _SHORT_PLACE, _SHORT_PART = 4.0, 2.5, 3  # cost of a part of so few letters, in a name less
_ODD, _NEVER = 3.0, 1e9  # cost of a part that is not known as one; of a short one
# What may stand before any word, and what it costs: neddeling, påført, geninvestering. And å, as in Åparken.
_PREFIXES = "af an bi for fra gen ind mis ned om op over på sam super til ud und under ved".encode("latin-1")
_BEFORE = dict.fromkeys(_PREFIXES.split(), 2.0) | {"å".encode("latin-1"): 4.0}
_VOWELS = frozenset("aeiouyæøåéöäü")
_ABBREVIATION = {2: 10.0, 3: 14.0, 4: 15.0}  # cost of letters that stand for something, by how many
_RELEVANT = 0.002  # of what known words weigh: a less likely unknown one is not looked into
_SPELT = 2.6  # nats a letter of a word nobody knows that is spelt as most are
_TWO = 13.0  # cost of an unknown word of two letters: most are abbreviations


@lru_cache(maxsize=2)
def _known(digest: str) -> tuple[tuple[Trie, ...], Channel]:
    """Give what a language reads with: its words and its channel."""
    language = local.of(digest)
    return language.tries, Channel(language.table)


def repairs(token: str) -> Repairs:
    """Give what a token of a damaged page may have been, without itself: (word, probability), most likely first.

    At most four, each of probability .1 or more; empty when it is most likely what it says. Numbers, codes and tokens
    with letters of other alphabets are left alone.

    Raises:
        LexiconMissing: The lexicon is not there.
    """
    return _repairs(token, local.now().digest)


@lru_cache(maxsize=1 << 16)
def _repairs(token: str, language: str) -> Repairs:
    if not _may_be_damaged(token):
        return ()
    tries, channel = _known(language)
    read, unknown = token.encode("latin-1"), _unknown(token)
    weights = {word: exp(-cost) for word, cost in _search(read, unknown, tries, channel).items()}
    if _abbreviates(token):
        weights[token] = weights.get(token, 0.0) + exp(-_ABBREVIATION[len(token)])
    elif all(words.cost(token) is None for words in tries):
        for word, weight in _unlisted(token, sum(weights.values()), unknown, channel):
            weights[word] = weights.get(word, 0.0) + weight
    total = sum(weights.values())
    likely = sorted(((weight / total, word) for word, weight in weights.items() if word != token), reverse=True)
    return tuple((word, round(share, 4)) for share, word in likely[:_MOST] if share >= _LEAST)


def _abbreviates(token: str) -> bool:
    """Tell whether a token has no vowel and is so short that it may stand for something: gl, brdr."""
    return len(token) in _ABBREVIATION and token.isalpha() and _VOWELS.isdisjoint(token)


def _unlisted(token: str, known: float, unknown: float, channel: Channel) -> list[tuple[str, float]]:
    """Give what a word that stands in no list may have been, itself among it, with weights.

    One that is spelt better than most is likelier to be such a word.
    """
    if (
        not unlisted.SHORTEST <= len(token) <= unlisted.LONGEST
        or not token.isalpha()
        or exp(-unknown) < _RELEVANT * known
    ):
        return [(token, exp(-unknown))]
    found = unlisted.readings(token.encode("latin-1"), channel)
    least = min(found.values())
    weights = {word.decode("latin-1"): exp(least - cost) for word, cost in found.items()}
    whole = sum(weights.values())
    unknown += min(least - log(whole) - _SPELT * (len(token) + 1), 0.0)
    return [(word, weight / whole * exp(-unknown)) for word, weight in weights.items()]


def best(token: str) -> str:
    """Give the word a token is taken for: its repair when that is likely, else itself."""
    found = repairs(token)
    return found[0][0] if found and found[0][1] >= LIKELY else token


def _may_be_damaged(token: str) -> bool:
    if not (len(token) > 1 or token.isalpha()) or len(token) > _LONGEST or not token.isalnum() or max(token) > "\xff":
        return False
    digits = sum(letter.isdigit() for letter in token)
    return digits == 0 or (digits == 1 and (len(token) <= 8 or token[-1].isalpha()))


def _unknown(token: str) -> float:
    if len(token) == 2 and token.isalpha():
        return _TWO
    a_code = not token.isalpha() and (len(token) < _NO_CODE or token[-1].isdigit())
    return (_WITH_DIGIT if a_code else _UNKNOWN) + _PER_LETTER * len(token)


def _search(read: bytes, limit: float, tries: tuple[Trie, ...], channel: Channel) -> dict[str, float]:
    """Give the words within reach of the best, with their costs, none above the limit.

    A part of a compound may stand in another trie than the part before it.
    """
    options = [_options(read, at, channel) for at in range(len(read))]
    found: dict[bytes, float] = {}
    for words in tries:
        known = words.cost(read.decode("latin-1"))
        if known is not None:
            limit = min(limit, known + sum(channel.kept[letter] for letter in read) + _WITHIN)
    # least possible cost, cost so far, letters read, node (-1: whole), where the last part begins, letters, trie
    heap: _Heap = [(0.0, 0.0, 0, 0, 0, b"", which) for which in range(len(tries))]
    seen: set[tuple[int, int, bytes, int]] = set()
    for _ in range(_STEPS):
        if not heap:
            break
        least, cost, at, node, part, word, which = heappop(heap)
        if least > limit:
            break
        if node < 0:
            if word not in found:
                found[word] = cost
                limit = min(limit, cost + _WITHIN)
            continue
        if (at, node, word, which) in seen:
            continue
        seen.add((at, node, word, which))
        state, words = (cost, at, node, part, word, which), tries[which]
        if words.own[node] != NONE:
            _ended(heap, words, read, state, limit, len(tries))
        _letters(heap, words, state, read, options, channel, limit)
    return {word.decode("latin-1"): cost for word, cost in found.items()}


def _options(read: bytes, at: int, channel: Channel) -> list[Option]:
    return [option for option in channel.by_first.get(read[at], ()) if read.startswith(option[0], at)]


_State = tuple[float, int, int, int, bytes, int]
_Heap = list[tuple[float, float, int, int, int, bytes, int]]


def _letters(
    heap: _Heap, words: Trie, state: _State, read: bytes, options: list[list[Option]], channel: Channel, limit: float
) -> None:
    """Go on from a node with each letter that may have been printed."""
    cost, at, node, part, word, which = state
    low, high = words.first[node], words.first[node + 1]
    if low == high:
        return
    labels, best = words.labels, words.best
    floor = _PART if part else 0.0
    if at < len(read):
        child = labels.find(read[at], low, high)
        if child >= 0:
            now = cost + channel.kept[read[at]]
            least = now + max(best[child] / STEPS, floor)
            if least <= limit:
                heappush(heap, (least, now, at + 1, child, part, word + read[at : at + 1], which))
        for gone, printed, price in options[at]:
            child = labels.find(printed[0], low, high)
            if child < 0:
                continue
            for letter in printed[1:]:
                child = words.child(child, letter)
                if child < 0:
                    break
            if child >= 0 and (least := cost + price + max(best[child] / STEPS, floor)) <= limit:
                heappush(heap, (least, cost + price, at + len(gone), child, part, word + printed, which))
    for letter, price in channel.lost:
        child = labels.find(letter, low, high)
        if child >= 0 and (least := cost + price + max(best[child] / STEPS, floor)) <= limit:
            heappush(heap, (least, cost + price, at, child, part, word + bytes((letter,)), which))


def _as_part(word: bytes, flags: int, *, first: bool, last: bool) -> float:
    """Give what it costs more that a word stands in a compound."""
    if first and word in _BEFORE:
        return _BEFORE[word]
    known = flags & ((LAST if last else FIRST) | PLACE)
    if len(word) > _SHORT_PART:
        return 0.0 if known else _ODD
    if not known or len(word) == 1:
        return _NEVER
    return _SHORT_PLACE if flags & PLACE and len(word) == _SHORT_PART else _SHORT


def _ended(heap: _Heap, words: Trie, read: bytes, state: _State, limit: float, tries: int) -> None:
    """Take a word that ends here for the whole, or for a part of a compound that goes on."""
    cost, at, node, part, word, which = state
    now = cost + words.own[node] / STEPS
    whole = at == len(read)
    if whole and not part:
        if now <= limit:
            heappush(heap, (now, now, at, -1, part, word, which))
        return
    now += _as_part(word[part:], words.flags[node], first=not part, last=whole)
    if whole and now <= limit:
        heappush(heap, (now, now, at, -1, part, word, which))
    now += _SEAM
    if whole or now + _PART > limit or len(read) < _ROOM:
        return
    for link, price in _LINK.items():
        after = at + 1 if link else at
        if len(read) - after < 2 or (link and read[at] != link) or now + price + _PART > limit:
            continue
        letters = word + bytes((link,)) if link else word
        for other in range(tries):
            heappush(heap, (now + price + _PART, now + price, after, 0, len(letters), letters, other))
