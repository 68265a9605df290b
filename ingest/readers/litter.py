"""Files that nobody wrote: what Windows, macOS and Word leave in folders. Known by name and size."""

from __future__ import annotations

import re

_NAMES = re.compile(r"(?is)(?:.*/)?(?:(?:eh)?thumbs\.db|\.ds_store|desktop\.ini|\._[^/]+|~\$[^/]+)")
_LARGEST = 4096  # bytes, but for thumbs.db and .DS_Store, which grow with the folder


def is_litter(name: str, size: int) -> bool:
    """Tell whether a file, by its path with forward slashes and its size in bytes, is such a one."""
    return bool(_NAMES.fullmatch(name)) and (size <= _LARGEST or name.lower().endswith((".db", ".ds_store")))
