"""Lists that come with files: found in the folder or named, and joined with the files they tell about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from ingest.finding import is_folder
from ingest.manifest import BadManifest, Manifest, manifest_in, read_manifest
from ingest.pipeline import Given


def lists_for(paths: Sequence[Path], named: Path | None) -> list[Manifest]:
    """Read the list that is named, else those that lie in the folders.

    Raises:
        click.ClickException: A list cannot be read; nothing is taken in then, for it may say what is closed.
    """
    found = [named] if named else [one for path in paths if is_folder(path) and (one := manifest_in(path))]
    try:
        return [read_manifest(path) for path in found]
    except BadManifest as error:
        raise click.ClickException(str(error)) from error


def with_lists(given: list[Given], lists: Sequence[Manifest], paths: Sequence[Path]) -> list[Given]:
    """Give every file what a list says about it; the lists themselves are no files of the archive."""
    if not lists:
        return given
    own = {one.path.absolute() for one in lists}
    files = [one for one in given if one.path.absolute() not in own]
    roots = [path if is_folder(path) else path.parent for path in paths]
    return [replace(one, said=next((e for m in lists if (e := m.entry(one.path, roots))), None)) for one in files]


def problems(lists: Sequence[Manifest], given: Sequence[Given]) -> list[str]:
    """Say in Danish what was wrong with the lists: bad rows, and rows without a file."""
    used = {one.said.words for one in given if one.said}
    told = [f"{one.path.name}, række {p.row}: {p.message}" for one in lists for p in one.problems]
    unused = [
        f"{entry.words}: filen {path} findes ikke."
        for one in lists
        for path, entry in one.entries.items()
        if entry.words not in used
    ]
    return told + unused
