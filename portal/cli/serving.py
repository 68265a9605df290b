"""Commands that stay: run (the web and a worker beside it) and worker."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
from types import FrameType

import click
import waitress
from sqlalchemy import select

from ingest.archive.model import Document
from portal import create_app
from portal.cli.output import opened
from portal.cli.people import load_sample, show_sample_logins
from portal.instance import Instance
from portal.worker import work

_THREADS = 32  # a search holds a thread for some 20 ms; slow readers of large files hold one for seconds


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--sample", is_flag=True, help="Læg eksempelarkivet i, hvis arkivet er tomt.")
@click.option("--no-worker", is_flag=True, help="Start ikke en arbejder ved siden af.")
def run(host: str, port: int, sample: bool, no_worker: bool) -> None:
    """Start portalen og en arbejder ved siden af."""
    _require_free(host, port)
    instance = opened()
    if sample and _is_empty(instance):
        click.echo("Første start: eksempelarkivet lægges i. Det tager et par minutter.")
        load_sample(instance)
    app = create_app(instance)
    stopping = threading.Event()
    signal.signal(signal.SIGTERM, _leave)
    helper = None if no_worker else threading.Thread(target=_keep_worker, args=(stopping,), daemon=True)
    if helper:
        helper.start()
    click.echo(f"\nHøringsarkivet kører på http://{host}:{port}  (stop med Ctrl-C)")
    show_sample_logins(instance)
    try:
        waitress.serve(
            app,
            host=host,
            port=port,
            threads=_THREADS,
            ident=None,
            clear_untrusted_proxy_headers=not instance.settings.behind_proxy,  # portal.security reads them then
            _quiet=True,
        )
    except KeyboardInterrupt:
        pass
    finally:
        stopping.set()
        if helper:
            helper.join(timeout=10)
        click.echo("Høringsarkivet er stoppet.")


def _leave(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _require_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"Adressen {host}:{port} kan ikke bruges ({error.strerror}). Vælg en anden med --port."
            ) from error


def _is_empty(instance: Instance) -> bool:
    with instance.database.read() as session:
        return session.scalar(select(Document.id).limit(1)) is None


def _keep_worker(stopping: threading.Event) -> None:
    """Keep one worker going; it ends when its standard input does, so it never outlives us."""
    while not stopping.is_set():
        worker = subprocess.Popen([sys.executable, "-m", "portal", "worker", "--attached"], stdin=subprocess.PIPE)
        while worker.poll() is None:
            if stopping.wait(0.5):
                worker.terminate()
                worker.wait(timeout=10)
                return
        click.echo(f"Arbejderen stoppede ({worker.returncode}) og startes igen.", err=True)
        stopping.wait(5)


@click.command()
@click.option("--attached", is_flag=True, hidden=True, help="Stop, når standard input lukkes.")
def worker(attached: bool) -> None:
    """Udfør de opgaver, der venter: indlæsning af det, der er lagt op, og indekset."""
    work(opened(), attached=attached)
