"""`portal ...`: the one program. Works on the instance named by PORTAL_INSTANCE, needs no server."""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType

import click

from ingest.danish.lexicon import LexiconMissing
from portal.cli import archive, people, searching, serving
from portal.config import SettingsError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="hoeringsarkivet", message="%(version)s")
def portal() -> None:
    """Høringsarkivet: arkivsøgning og høringer for en kommune.

    Arbejder på mappen i PORTAL_INSTANCE, ellers ./instance.
    """


for _module in (archive, searching, people, serving):
    for _command in _module.COMMANDS:
        portal.add_command(_command)


def main() -> None:
    """Run the program; what can go wrong for a user is one Danish line, never a traceback."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    sys.excepthook = _say_it_kindly
    try:
        portal()
    except (SettingsError, LexiconMissing) as error:
        click.echo(f"portal: {error}", err=True)
        sys.exit(2)


def _say_it_kindly(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        click.echo("\nAfbrudt. Det, der er indlæst, er gemt; kør samme kommando igen for at fortsætte.", err=True)
        sys.exit(130)
    logging.getLogger("portal").debug("".join(traceback.format_exception(kind, error, trace)))
    where = traceback.extract_tb(trace)[-1] if trace else None
    place = f" ({where.name}, linje {where.lineno})" if where else ""
    click.echo(
        f"portal: Der skete noget, vi ikke havde forudset: {kind.__name__}: {error}{place}.\n"
        "Det, der er gemt, er ikke gået tabt. Prøv igen; sker det igen, så send linjen ovenfor til driften.",
        err=True,
    )
