"""The Danish language: pure functions from text to tokens over data baked at install. Knows no database, no engine."""

from ingest.danish.lemma import lemma
from ingest.danish.lexicon import LexiconMissing, stamp
from ingest.danish.normalise import normalise
from ingest.danish.streams import Analysed, analyse, query_terms, streams
from ingest.danish.tokens import Token, tokens

# Changes when the streams of the same text change: passages with another version are analysed again.
VERSION = f"2-{stamp()}"

__all__ = [
    "VERSION",
    "Analysed",
    "LexiconMissing",
    "Token",
    "analyse",
    "lemma",
    "normalise",
    "query_terms",
    "streams",
    "tokens",
]
