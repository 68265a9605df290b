"""The worker: takes jobs from the table when the queue wakes it, and keeps the clock."""

from __future__ import annotations

import dataclasses
import os
import socket
import sys
import threading
from functools import partial
from pathlib import Path
from typing import Any

from huey import crontab

from ingest import jobs
from ingest.archive.model import Document, Job, now
from ingest.archive.store import Place
from ingest.errors import IngestError, Unreadable, explain
from ingest.pipeline import Given, Workshop, ingest_one
from ingest.values import Outcome
from portal import arrivals
from portal.instance import Instance
from portal.mail import post, reminders
from portal.workshop import workshop

_RENEW = 60.0  # seconds; a fifth of the lease
_YIELDS = 5  # niceness beside the web: who waits for a page goes before what is read and indexed


def work(instance: Instance, *, attached: bool = False) -> None:
    """Work until told to stop; with `attached`, also when standard input is closed (whoever started us is gone)."""
    if attached:
        os.nice(_YIELDS)
    with workshop(instance) as shop:
        name = f"{socket.gethostname()}-{os.getpid()}"
        channel, send = jobs.queue(instance.files, partial(run_job, instance, shop, name))

        def clock() -> None:
            sweep(instance, send)

        channel.periodic_task(crontab(), name="clock")(clock)
        consumer = channel.create_consumer(workers=2, worker_type="thread", max_delay=1.0, check_worker_health=True)
        if attached:
            threading.Thread(target=_stop_with_input, daemon=True).start()
        sweep(instance, send)
        consumer.run()


def _stop_with_input() -> None:
    while os.read(sys.stdin.fileno(), 4096):  # unbuffered: a buffer's lock held here is fatal when the process ends
        pass
    os.kill(os.getpid(), 15)


def sweep(instance: Instance, send: Any) -> None:
    """Remind those that miss, send every job that waits, and bring the index up to date.

    What a crash left is picked up here.
    """
    _remind(instance)
    with instance.database.write() as session:
        waiting = jobs.waiting(session)
        post.give_up(session)
    for job_id in waiting:
        send(job_id)
    instance.generations.drain()


def _remind(instance: Instance) -> None:
    if not instance.settings.smtp_host:
        return
    with instance.database.read() as session:
        nobody = not reminders.anything_due(session, now())
    if nobody:
        return
    with instance.database.write() as session:
        reminders.send_due(session, instance.settings.municipality, now())


def run_job(instance: Instance, shop: Workshop, worker: str, job_id: int) -> None:
    """Do one job, if it is still to be done. Its row says how it went."""
    with instance.database.write() as session:
        job = jobs.claim(session, job_id, worker)
    if job is None:
        return
    alive = threading.Event()
    heart = threading.Thread(target=_beat, args=(instance, job_id, worker, alive), daemon=True)
    heart.start()
    try:
        state, result = _DO[job.kind](instance, shop, job)
    finally:
        alive.set()
        heart.join()
    with instance.database.write() as session:
        jobs.finish(session, job_id, state, result)
    instance.generations.drain(wait=True)


def _beat(instance: Instance, job_id: int, worker: str, over: threading.Event) -> None:
    while not over.wait(_RENEW):
        with instance.database.write() as session:
            jobs.renew(session, job_id, worker)


def _ingest(instance: Instance, shop: Workshop, job: Job) -> tuple[str, dict[str, Any]]:
    """Take in an upload (`upload`, `name`), or read a document we have again (`document_id`)."""
    try:
        given = _given(instance, job.payload)
    except IngestError as error:
        return "failed", {"cause": error.code, "message": explain(error.code, error.detail)}
    outcome = ingest_one(shop, given)
    if "upload" in job.payload:
        Path(job.payload["upload"]).unlink(missing_ok=True)
    return "done", _as_result(outcome)


def _given(instance: Instance, payload: dict[str, Any]) -> Given:
    if "upload" in payload:
        return Given(instance.files.uploaded(payload["upload"]), Place(payload["name"]))
    with instance.database.read() as session:
        document = session.get(Document, payload["document_id"])
        if document is None:
            raise Unreadable(f"Der er ikke noget dokument {payload['document_id']}.")
        place = Place(document.path, audience=document.audience)
        return Given(instance.files.original(document.sha256), place, again=True)


def _arrival(instance: Instance, shop: Workshop, job: Job) -> tuple[str, dict[str, Any]]:
    """Take in a file that belongs to a hearing: a paper, an attachment, a response as it was sent."""
    try:
        outcome = arrivals.take_in(instance, shop, job)
    except IngestError as error:
        return "failed", {"cause": error.code, "message": explain(error.code, error.detail)}
    return "done", _as_result(outcome)


def _mail(instance: Instance, shop: Workshop, job: Job) -> tuple[str, dict[str, Any]]:
    """Send a mail (`dispatch_id`)."""
    return post.deliver(instance, job)


def _registering(instance: Instance, shop: Workshop, job: Job) -> tuple[str, dict[str, Any]]:
    """Register many answers that came by mail or paper (`hearing_id`, `tray`)."""
    from portal.hearings import many_taking  # all pages of hearings come with it, and most workers need none

    return many_taking.work(instance, job)


def _as_result(outcome: Outcome) -> dict[str, Any]:
    """Give an outcome as plain data, its members too."""
    return {**dataclasses.asdict(outcome), "members": [_as_result(member) for member in outcome.members]}


_DO = {"ingest": _ingest, "arrival": _arrival, "mail": _mail, "registering": _registering}
