"""The archive: a file on disk becomes a search hit. Knows nothing of the web."""
