"""The Danish language: pure functions from text to tokens over data baked at install. Knows no database, no engine."""

from ingest.danish.confusions import ConfusionsBroken
from ingest.danish.damage import damaged_texts
from ingest.danish.lemma import lemma
from ingest.danish.lexicon import LexiconMissing, stamp
from ingest.danish.normalise import normalise
from ingest.danish.streams import Analysed, analyse, query_terms, repaired_words, streams
from ingest.danish.tokens import Token, tokens

# Changes when the streams of the same text change: passages with another version are analysed again.
VERSION = f"6-{stamp()}"


__all__ = [
    "VERSION",
    "Analysed",
    "ConfusionsBroken",
    "LexiconMissing",
    "Token",
    "analyse",
    "damaged_texts",
    "lemma",
    "normalise",
    "query_terms",
    "repaired_words",
    "streams",
    "tokens",
]
