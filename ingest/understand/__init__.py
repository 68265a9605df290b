"""What a source means: its kind, its values with the words they were read from, its passages, what is closed.

Pure functions over `Source`. The words they look for are in the tables beside them; a value the text does not give is
left out, never guessed.
"""

from ingest.understand.document import understand

__all__ = ["understand"]
