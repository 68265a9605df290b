"""Bake the lexicon when it is missing or not current; otherwise do nothing."""

from ingest.danish.lexicon import ensure

ensure()
