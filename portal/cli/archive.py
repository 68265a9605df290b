"""Commands that keep the archive in order: reindex, check, remove."""

from __future__ import annotations

import sys
import time

import click

from ingest.archive import store
from ingest.archive.model import Document
from ingest.values import FileState
from portal.cli.output import json_option, opened, say


@click.command()
@json_option
def reindex(as_json: bool) -> None:
    """Byg indekset op igen ved siden af det gamle, mens der søges og indlæses."""
    started = time.perf_counter()
    passages = opened().generations.rebuild()
    seconds = round(time.perf_counter() - started, 1)
    if as_json:
        say({"passages": passages, "seconds": seconds})
    else:
        click.echo(f"{passages} passager er i det nye indeks ({seconds} s).")


@click.command()
@json_option
def check(as_json: bool) -> None:
    """Se efter, om database, filer og indeks passer sammen."""
    problems = opened().generations.check()
    if as_json:
        say({"problems": problems})
    else:
        click.echo("\n".join(problems) or "Database, filer og indeks passer sammen.")
    sys.exit(1 if problems else 0)


@click.command()
@click.argument("document_id", type=int)
@click.option("--reason", required=True, help="Hvorfor dokumentet fjernes; gemmes.")
def remove(document_id: int, reason: str) -> None:
    """Fjern et dokument: tekst, original og sidebilleder slettes, og det kan ikke findes mere."""
    instance = opened()
    with instance.database.write() as session:
        document = session.get(Document, document_id)
        if document is None or document.state == FileState.REMOVED:
            raise click.ClickException(f"Der er ikke noget dokument {document_id}.")
        store.remove(session, document, reason)
        sha256 = document.sha256
    instance.files.forget(sha256)
    instance.generations.drain(wait=True)
    click.echo(f"Dokument {document_id} er fjernet. Gives filen igen, bliver den ikke indlæst.")
