"""One crash stays one task, and every end has a name."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.errors import Crashed, Encrypted, IngestError, OutOfMemory, Timeout, Unexpected
from ingest.sandbox import Sandbox
from tests import sandbox_tasks as tasks

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(workers=1, memory_mb=1024) as opened:
        yield opened


def test_a_function_gives_its_value(sandbox: Sandbox) -> None:
    assert sandbox.submit(tasks.double, 21, seconds=60).result() == 42


@pytest.mark.parametrize(
    ("task", "cause", "seconds"),
    [
        (tasks.refuse, Encrypted, 60),
        (tasks.trip, Unexpected, 60),
        (tasks.die, Crashed, 60),
        (tasks.abort, Crashed, 60),
        (tasks.be_killed, OutOfMemory, 60),
        (tasks.wait_for_ever, Timeout, 0.5),
        (tasks.spin, Timeout, 0.5),
        (tasks.gorge, OutOfMemory, 60),
        (tasks.recurse, Crashed, 60),
    ],
)
def test_whatever_befalls_a_task_has_a_name_and_the_next_one_runs(
    sandbox: Sandbox, task: Callable[[], None], cause: type[IngestError], seconds: float
) -> None:
    with pytest.raises(IngestError) as caught:
        sandbox.submit(task, seconds=seconds).result()
    assert type(caught.value) is cause
    assert sandbox.submit(tasks.double, 4, seconds=60).result() == 8


def test_what_nobody_waits_for_may_take_its_time_but_not_the_processor(sandbox: Sandbox) -> None:
    assert sandbox.submit(tasks.linger, seconds=0.3, patience=100).result() == "så langt"
    with pytest.raises(Timeout):
        sandbox.submit(tasks.linger, seconds=0.3).result()
    with pytest.raises(Timeout):
        sandbox.submit(tasks.spin, seconds=0.3, patience=1000).result()


def test_a_row_of_crashes_costs_only_those_that_crash() -> None:
    with Sandbox(workers=2, memory_mb=1024) as sandbox:
        running = [
            sandbox.submit(tasks.die, seconds=60) if n % 3 == 0 else sandbox.submit(tasks.double, n, seconds=60)
            for n in range(15)
        ]
        for n, task in enumerate(running):
            if n % 3 == 0:
                with pytest.raises(Crashed):
                    task.result()
            else:
                assert task.result() == 2 * n


def test_a_process_that_dies_between_two_tasks_is_no_loss() -> None:
    with Sandbox(workers=1, memory_mb=1024) as sandbox:
        process = sandbox.submit(tasks.who, seconds=60).result()
        os.kill(process, signal.SIGKILL)
        assert sandbox.submit(tasks.who, seconds=60).result() != process


def test_leaving_waits_for_what_was_handed_in_and_leaves_no_process() -> None:
    with Sandbox(workers=2, memory_mb=1024) as sandbox:
        running = [sandbox.submit(tasks.who, seconds=60) for _ in range(4)]
    processes = {task.result() for task in running}
    assert not [process for process in processes if Path(f"/proc/{process}").exists()]


def test_the_reason_a_reader_gave_comes_along(sandbox: Sandbox) -> None:
    with pytest.raises(Encrypted) as caught:
        sandbox.submit(tasks.refuse, seconds=60).result()
    assert caught.value.detail == "Bilag 3."


def test_stopping_ends_what_runs_and_what_waits() -> None:
    with Sandbox(workers=1, memory_mb=1024) as sandbox:
        process = sandbox.submit(tasks.who, seconds=60).result()
        running = [sandbox.submit(tasks.wait_for_ever, seconds=60) for _ in range(3)]
        sandbox.stop()
        for task in running:
            with pytest.raises(Crashed):
                task.result()
        with pytest.raises(Crashed):
            sandbox.submit(tasks.double, 1, seconds=60)
    assert not Path(f"/proc/{process}").exists()
