"""`portal ...`: the one program. Works on the instance named by PORTAL_INSTANCE, needs no server."""

from __future__ import annotations

import importlib
import logging
import sys
import traceback
from types import TracebackType

import click

from ingest.danish.confusions import ConfusionsBroken
from ingest.danish.lexicon import LexiconMissing
from portal.config import SettingsError
from portal.cpr_guard import MaskingFormatter

# Where each command lives: a search need not load the web, nor an ingest the sample municipality.
_COMMANDS = {
    "analyse": "searching",
    "check": "archive",
    "confusions": "language",
    "demo": "people",
    "ingest": "ingesting",
    "inspect": "ingesting",
    "lexicon": "language",
    "reindex": "archive",
    "remove": "archive",
    "run": "serving",
    "search": "searching",
    "user": "people",
    "worker": "serving",
}


class _Commands(click.Group):
    """A group that loads a command's module when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        found: click.Command = getattr(importlib.import_module(f"portal.cli.{_COMMANDS[cmd_name]}"), cmd_name)
        return found


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def portal() -> None:
    """Høringsarkivet: arkivsøgning og høringer for en kommune.

    Arbejder på mappen i PORTAL_INSTANCE, ellers ./instance.
    """


def main() -> int:
    """Run the program and give its exit status; what goes wrong is a Danish line, never a traceback."""
    log = logging.StreamHandler()
    log.setFormatter(MaskingFormatter("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[log])
    sys.excepthook = _say_it_kindly
    try:
        return int(portal(standalone_mode=False) or 0)
    except click.ClickException as error:
        return _tell(error.format_message(), error.exit_code)
    except (SettingsError, LexiconMissing, ConfusionsBroken) as error:
        return _tell(str(error), 2)
    except (click.Abort, KeyboardInterrupt):
        return _tell("Afbrudt. Det, der er gemt, er gemt; kør samme kommando igen for at fortsætte.", 130)


def _tell(line: str, status: int) -> int:
    click.echo(f"portal: {line}", err=True)
    return status


def _say_it_kindly(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Write what nobody foresaw as one line for the user; the traceback goes to whoever logs at debug level."""
    logging.getLogger("portal").debug("".join(traceback.format_exception(kind, error, trace)))
    where = traceback.extract_tb(trace)[-1] if trace else None
    place = f" ({where.name}, linje {where.lineno})" if where else ""
    _tell(
        f"Der skete noget, vi ikke havde forudset: {kind.__name__}: {error}{place}.\n"
        "Det, der er gemt, er ikke gået tabt. Prøv igen; sker det igen, så send linjen ovenfor til driften.",
        1,
    )
