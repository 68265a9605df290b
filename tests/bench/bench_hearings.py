"""A hundred parties at the deadline: personal links, two attachments of 5 MB each, sent within a minute.

The real server and the real worker, in processes of their own; each party is a visitor with its own session, and they
begin at even distances over the minute.
"""

from __future__ import annotations

import http.cookiejar
import os
import random
import re
import secrets
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from ingest.archive.model import Job, now
from portal import clock
from portal.instance import Instance
from portal.mail import tokens
from portal.model import Hearing, Invitation, Party, Question, Response, ResponseVersion
from tests.bench.bench_search import percentile
from tests.bench.figures import Figure
from tests.pdf_makers import bare, line

PARTIES, SECONDS, SIZE = 100, 60, 5_000_000


@dataclass(frozen=True)
class Visit:
    """What one party met: seconds of its slowest request, from sending the form to the receipt, and the receipt."""

    slowest: float
    sending: float
    receipt: str


def measure(scratch: Path) -> list[Figure]:
    """Let everybody send, then wait for the worker to have read everything."""
    instance = Instance.open(scratch / "instance")
    addresses = _hearing(instance)
    files = [bare(scratch / f"bilag-{n}.pdf", [line("Bilag til svaret")], extra=[_stream()]) for n in range(2)]
    with _serving(scratch / "instance") as base:
        started = time.perf_counter()
        visits = _everybody(base, addresses, files)
        sent = time.perf_counter() - started
        _wait(instance)
        read = time.perf_counter() - started
    return _figures(instance, visits, sent, read)


def _hearing(instance: Instance) -> list[str]:
    with instance.database.write() as session:
        today = clock.today(now())
        hearing = Hearing(
            title="Høring", type="other", opens_on=today - timedelta(days=28), deadline=today,
            published_at=now() - timedelta(days=28), questions=[Question(text="Svar", required=True)],
        )  # fmt: skip
        session.add(hearing)
        session.flush()
        made = []
        for n in range(PARTIES):
            party = Party(name=f"Part {n}", name_key=f"part {n}", kind="other")
            session.add(party)
            session.flush()
            invitation = Invitation(hearing=hearing, party=party)
            session.add(invitation)
            session.flush()
            made.append(f"/svar/{tokens.make(instance.settings.secret_key, invitation, now())}")
        return made


def _stream() -> bytes:
    content = random.Random(5).randbytes(SIZE)
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "portal", "run", "--port", str(port)]
    server = subprocess.Popen(command, env={**os.environ, "PORTAL_INSTANCE": str(folder)}, stdout=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{base}/sundhed").read()
                break
            except OSError:
                time.sleep(0.1)
        yield base
    finally:
        server.terminate()
        server.wait(30)


def _everybody(base: str, addresses: list[str], files: list[Path]) -> list[Visit]:
    visits: list[Visit] = []

    def visit(n: int) -> None:
        time.sleep(n * SECONDS / PARTIES)
        visits.append(_Party(base).answers(addresses[n], files))

    threads = [threading.Thread(target=visit, args=(n,)) for n in range(PARTIES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return visits


class _Party:
    """A browser without JavaScript."""

    def __init__(self, base: str) -> None:
        self.base, self.slowest = base, 0.0
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies)

    def ask(self, address: str, form: dict[str, str] | None = None, files: list[Path] | None = None) -> tuple[str, str]:
        """Give the address one ends at, and the page."""
        where = address if address.startswith("http") else self.base + address
        body, kind = _body(form, files or []) if form is not None else (None, "")
        asked = urllib.request.Request(where, body, {"Content-Type": kind, "Referer": self.base} if kind else {})
        started = time.perf_counter()
        with self.opener.open(asked) as answer:
            page = answer.read().decode()
        self.slowest = max(self.slowest, time.perf_counter() - started)
        return answer.url, page

    def answers(self, address: str, files: list[Path]) -> Visit:
        """Open the link, write, attach, check and send."""
        _, page = self.ask(address)
        at, page = self.ask(address, {"csrf_token": _value(page, "csrf_token")})
        began = time.perf_counter()
        name = re.search(r'name="(svar[^"]*)"', page)
        assert name, page
        form = {"csrf_token": _value(page, "csrf_token"), "row_version": _value(page, "row_version"),
                name[1]: "Vi støtter forslaget.", "handling": "kontrol"}  # fmt: skip
        checked, page = self.ask(at, form, files)
        form = {field: _value(page, field) for field in ("csrf_token", "row_version", "submission")}
        _, page = self.ask(checked.replace("/kontrol", "/send"), form)
        receipt = re.search(r"HS-\d{4}-\w{4}-\w{4}", page)
        return Visit(self.slowest, time.perf_counter() - began, receipt[0] if receipt else "")


def _value(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    assert found, (name, page)
    return found[1]


def _body(form: dict[str, str], files: list[Path]) -> tuple[bytes, str]:
    edge = secrets.token_hex(16)
    parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode() for k, v in form.items()]
    for path in files:
        head = f'--{edge}\r\nContent-Disposition: form-data; name="bilag"; filename="{path.name}"\r\n\r\n'
        # every party's file is its own: the same bytes would be one document
        parts += [head.encode(), path.read_bytes(), f"\n%{secrets.token_hex(8)}\n\r\n".encode()]
    return b"".join((*parts, f"--{edge}--\r\n".encode())), f"multipart/form-data; boundary={edge}"


def _wait(instance: Instance) -> None:
    for _ in range(600):
        with instance.database.read() as session:
            if not session.scalar(select(func.count()).where(Job.state.in_(("queued", "running")))):
                return
        time.sleep(1)


def _figures(instance: Instance, visits: list[Visit], sent: float, read: float) -> list[Figure]:
    given = f"{PARTIES} parties, 2 x {SIZE // 1_000_000} MB each, begun within {SECONDS} s"
    with instance.database.read() as session:
        kept = set(session.scalars(select(ResponseVersion.receipt_number)))
        whole = sum(len(response.files) == 2 for response in session.scalars(select(Response)))
    receipts = {visit.receipt for visit in visits} & kept
    right = len(receipts) == len(kept) == whole == PARTIES
    slow = percentile([visit.slowest for visit in visits], 0.95)
    sending = percentile([visit.sending for visit in visits], 0.95)
    return [
        Figure("receipts", given, len(receipts), "", f"{PARTIES}, with both files", right),
        Figure("slowest request of a party, p95", given, slow, "s", "at most 3", slow <= 3),
        Figure("from the form to the receipt, p95", given, sending, "s", "at most 3", sending <= 3),
        Figure("until the last has its receipt", given, sent, "s", "-", True),
        Figure("until every file is read", given, read, "s", "-", True),
    ]
