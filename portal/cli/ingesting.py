"""Commands that read files: ingest and inspect."""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from sqlalchemy import or_, select
from tqdm import tqdm

from ingest import pipeline
from ingest.archive.model import Batch, Document, Page, Parse
from ingest.archive.store import Place
from ingest.errors import Crashed, IngestError, Interrupted, NoOcr, OutOfMemory, Timeout
from ingest.finding import find_files, name_of
from ingest.pipeline import Given, ingest_many
from ingest.values import FileState, Outcome
from portal.cli.inspection import inspected
from portal.cli.lists import lists_for, problems, with_lists
from portal.cli.output import json_option, opened, say
from portal.instance import Instance
from portal.workshop import workshop

# What kept a page from being read and may not do so on another day, or with other limits.
_PASSING = (Timeout.code, OutOfMemory.code, Crashed.code)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@json_option
@click.option("--again", is_flag=True, help="Læs igen: filerne i PATHS, ellers alt, der mangler tekst eller fejlede.")
@click.option("--batch", "name", help="Navn på afleveringen, så man siden kan se, hvor filerne kom fra.")
@click.option("--unit", help="Enheden, der afleverede.")
@click.option("--period", help="Perioden, papirerne dækker.")
@click.option("--paper-at", help="Hvor papiret står.")
@click.option(
    "--manifest",
    "listed",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Fortegnelse (CSV eller JSON) over filerne; den går forud for teksten. Ellers bruges mappens manifest.csv.",
)
def ingest(paths: tuple[Path, ...], as_json: bool, again: bool, listed: Path | None, **batch: str | None) -> None:
    """Indlæs filer og mapper, og fortæl, hvad der skete med hver fil."""
    if not paths and not again:
        raise click.UsageError("Sig, hvilke filer eller mapper der skal indlæses.")
    instance = opened()
    started = time.perf_counter()
    lists = lists_for(paths, listed)
    given = with_lists(_found(instance, paths, again, batch), lists, paths) if paths else _unfinished(instance)
    tally = Tally(as_json, len(given), problems(lists, given))
    with workshop(instance) as shop:
        ingest_many(shop, given, tally.add)
    tally.close(time.perf_counter() - started)
    sys.exit(1 if tally.causes["unexpected"] else 0)


def _found(instance: Instance, paths: tuple[Path, ...], again: bool, about: dict[str, str | None]) -> list[Given]:
    found = list(find_files(paths))
    with instance.database.write() as session:
        batch = Batch(
            name=about["name"] or f"Indlæst {time.strftime('%Y-%m-%d %H:%M')}",
            unit=about["unit"],
            period=about["period"],
            paper_at=about["paper_at"],
        )
        session.add(batch)
        session.flush()
        return [Given(path, Place(name_of(path), batch.id), again) for path in found]


def _unfinished(instance: Instance) -> list[Given]:
    """Give what should be read again because it failed or lacks text or pages, from the originals we keep."""
    given_up = select(Parse.document_id).join(Page).where(Parse.current, Page.problem.in_(_PASSING))
    lacking = or_(
        Document.state.in_((FileState.INDEXED_NO_TEXT, FileState.QUARANTINED)),
        Document.cause.in_((NoOcr.code, Interrupted.code)),
        Document.id.in_(given_up),
    )
    with instance.database.read() as session:
        documents = session.scalars(select(Document).where(lacking, Document.state != FileState.REMOVED)).all()
        return [
            Given(
                instance.files.original(document.sha256), Place(document.path, audience=document.audience), again=True
            )
            for document in documents
            if instance.files.original(document.sha256).exists()
        ]


class Tally:
    """Counts outcomes and shows them: JSON lines, or a progress bar with the files that need somebody."""

    def __init__(self, as_json: bool, total: int, problems: Sequence[str] = ()) -> None:
        self.as_json = as_json
        self.problems = problems  # with a list that came with the files
        self.states: Counter[str] = Counter()
        self.causes: Counter[str | None] = Counter()
        self.bar = tqdm(
            total=total, unit=" filer", disable=as_json, file=sys.stderr, dynamic_ncols=True, desc="Indlæser"
        )

    def add(self, outcome: Outcome) -> None:
        """Take note of one outcome and of all inside it."""
        self.bar.update()
        for one in _flat(outcome):
            self.states[one.state.value] += 1
            self.causes[one.cause] += 1
            if self.as_json:
                say(_row(one))
            elif one.message:
                self.bar.write(f"{one.path}: {one.message}", file=sys.stderr)

    def close(self, seconds: float) -> None:
        """Print the sum."""
        self.bar.close()
        counts = {
            state.value: self.states[state.value]
            for state in (
                FileState.INDEXED,
                FileState.INDEXED_NO_TEXT,
                FileState.DUPLICATE,
                FileState.QUARANTINED,
                FileState.REMOVED,
            )
        }
        if self.as_json:
            more = {"manifest_problems": list(self.problems)} if self.problems else {}
            say({"summary": {"files": sum(counts.values()), **counts, "seconds": round(seconds, 3), **more}})
            return
        for problem in self.problems:
            click.echo(problem, err=True)
        click.echo(
            f"{sum(counts.values())} filer på {seconds:.0f} sekunder: {counts['indexed']} indlæst, "
            f"{counts['indexed_no_text']} uden tekst, {counts['duplicate']} dubletter, "
            f"{counts['quarantined']} kunne ikke læses."
        )


def _flat(outcome: Outcome) -> Iterator[Outcome]:
    yield outcome
    for member in outcome.members:
        yield from _flat(member)


def _row(outcome: Outcome) -> dict[str, Any]:
    return {
        "path": outcome.path,
        "state": outcome.state.value,
        "cause": outcome.cause,
        "message": outcome.message,
        "document_id": outcome.document_id,
        "kind": outcome.kind,
        "pages": outcome.pages,
        "passages": outcome.passages,
        "ocr_pages": outcome.ocr_pages,
        "repaired_words": outcome.repaired_words,
        "seconds": outcome.seconds,
    }


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
def inspect(file: Path, as_json: bool) -> None:
    """Vis, hvad der ville blive gemt om en fil. Gemmer intet."""
    with tempfile.TemporaryDirectory() as scratch, workshop(opened()) as shop:
        try:
            prepared = pipeline.inspect(shop, file, Path(scratch))
        except IngestError as error:
            raise click.ClickException(f"{error.message} {error.detail} {error.advice} ({error.code})") from error
    row = inspected(prepared)
    if as_json:
        say(row)
        return
    for name, value in row.items():
        if name not in ("items", "pages", "evidence") and value not in (None, []):
            click.echo(f"{name:18} {value}")
    for item in row["items"]:
        click.echo(f"{'punkt':18} {item['number'] or '-'} {item['title']}{' (lukket)' if item['closed'] else ''}")
