"""A pool of killable, limited processes: one hostile file costs one task, never the pool or the program.

pdfium aborts on some files, and a 703-byte PDF can cost 20 s: so every parser runs here, with limits on memory, CPU and
wall time. `concurrent.futures` would lose the whole pool with one crash; pebble replaces the one process. Where a
process dies faster than pebble learns what it was doing, pebble gives the pool up too: then the pool is made anew here,
and what had not ended is handed in again.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from multiprocessing import get_context
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from ingest.errors import Crashed, IngestError, OutOfMemory, Timeout, Unexpected

T = TypeVar("T")

_TASKS_A_WORKER = 200  # parsers leak; a new process every so often costs under a second
_NICE = 10  # a search that somebody waits for comes before twenty thousand files that nobody does
_CPU_SPARE = 2  # seconds; the wall clock usually ends a task first
_TRIES = 3  # a task whose pool was lost may have been the cause, or only stood beside it
_STOPPED = "Læsningen blev afbrudt."


class Running(Generic[T]):
    """A task that was handed in; `result` waits for it."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._ended: Future[T] = Future()

    def result(self) -> T:
        """Give what the function gave.

        Raises:
            IngestError: The function's own, or Timeout, OutOfMemory, Crashed for what befell its process.
        """
        try:
            return self._ended.result()
        except TimeoutError as error:
            raise Timeout(f"Grænsen er {self._seconds:.0f} sekunder.") from error
        except ProcessExpired as error:
            raise _meaning(error.exitcode, self._seconds) from error
        except BrokenProcessPool as error:
            raise Crashed from error
        except CancelledError as error:
            raise Crashed(_STOPPED) from error

    def end(self, error: BaseException | None, value: T | None = None) -> None:
        """Say how it ended; the sandbox does."""
        if error is None:
            self._ended.set_result(value)  # type: ignore[arg-type]
        else:
            self._ended.set_exception(error)


def _meaning(exit_code: int, seconds: float) -> IngestError:
    """Say what a dead process died of: its CPU time, the system's memory, or itself."""
    if exit_code == -signal.SIGXCPU:
        return Timeout(f"Grænsen er {seconds:.0f} sekunder.")
    if exit_code == -signal.SIGKILL:
        return OutOfMemory()
    return Crashed()


@dataclass(frozen=True)
class _Task:
    """What was handed in, how often it may still be tried, and who waits."""

    arguments: tuple[Any, ...]
    wall: float
    running: Running[Any]
    tries: int = _TRIES


class Sandbox:
    """The pool. Use as a context manager: its processes are gone when the block is left."""

    def __init__(self, workers: int, memory_mb: int) -> None:
        self._workers, self._memory = workers, memory_mb << 20
        self._guard = threading.RLock()
        self._waiting: dict[Future[Any], _Task] = {}
        self._stopped = False
        self._clearing: list[threading.Thread] = []  # of pools that pebble gave up
        self._pool: Any = self._new_pool()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.stop()
            return
        for task in list(self._waiting.values()):
            with contextlib.suppress(IngestError):
                task.running.result()
        self.stop()

    def submit(self, function: Callable[..., T], *args: Any, seconds: float, patience: float = 1) -> Running[T]:
        """Hand in a function of a module with plain arguments; its wall time counts from when it is begun.

        Args:
            function: What to run.
            args: What with.
            seconds: Of processor time, and times `patience` on the clock.
            patience: Above 1 where nobody waits: we stand behind all others for the processor, and a good file must
                not be given up because the machine had much else to do.

        Raises:
            Crashed: The pool was stopped.
        """
        running: Running[T] = Running(seconds)
        with self._guard:
            if self._stopped:
                raise Crashed(_STOPPED)
            self._begin(_Task((function, args, seconds), seconds * patience, running))
        return running

    def stop(self) -> None:
        """End every process at once; what was running and waiting ends as Crashed."""
        with self._guard:
            self._stopped = True
            waiting = list(self._waiting.values())
            self._waiting.clear()
        self._pool.stop()
        for task in waiting:
            task.running.end(CancelledError())
        self._pool.join()
        for thread in self._clearing:
            thread.join()

    def _new_pool(self) -> Any:
        return ProcessPool(
            max_workers=self._workers,
            max_tasks=_TASKS_A_WORKER,
            initializer=_confine,
            initargs=(self._memory,),
            context=get_context("spawn"),  # fork would copy our threads' locks
        )

    def _begin(self, task: _Task) -> None:
        """Give a task to the pool; a pool that was lost is first made anew, with all that waited in it."""
        moved: list[_Task] = []
        if not self._pool.active:
            moved = list(self._waiting.values())
            self._waiting.clear()
            self._clear_away(self._pool)
            self._pool = self._new_pool()
        for each in (*moved, task):
            future = self._pool.schedule(_run, args=each.arguments, timeout=each.wall)
            self._waiting[future] = each
            future.add_done_callback(self._end)

    def _clear_away(self, pool: Any) -> None:
        """End the processes of a lost pool, in a thread of its own: we may stand in one of the pool's."""
        pool.stop()
        self._clearing.append(threading.Thread(target=pool.join))
        self._clearing[-1].start()

    def _end(self, future: Future[Any]) -> None:
        """Pass on how a task ended, unless it moved to a new pool meanwhile or is tried again."""
        with self._guard:
            task = self._waiting.pop(future, None)
            if task is None:
                return
            error = CancelledError() if future.cancelled() else future.exception()
            if isinstance(error, BrokenProcessPool) and task.tries > 1 and not self._stopped:
                self._begin(replace(task, tries=task.tries - 1))
                return
        task.running.end(error, None if error else future.result())


def _confine(memory: int) -> None:
    """Limit this process before it sees a file. Ctrl-C is for the parent, which ends us."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # pebble's handler waits for the C code that hangs
    os.nice(_NICE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(ValueError):  # a lower limit is already set from outside
        resource.setrlimit(resource.RLIMIT_AS, (memory, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _run(function: Callable[..., T], args: tuple[Any, ...], seconds: float) -> T:
    _allow_cpu(seconds)
    try:
        return function(*args)
    except IngestError:
        raise
    except MemoryError as error:
        raise OutOfMemory() from error
    except RecursionError as error:
        raise Crashed("Filen er indviklet ud over det rimelige.") from error
    except Exception as error:  # around one file of a batch: recorded as its outcome
        raise Unexpected(f"{type(error).__name__}: {error}"[:500]) from error


def _allow_cpu(seconds: float) -> None:
    """Raise the CPU limit by this task's share: the limit counts all a process ever used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + _CPU_SPARE
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    if hard == resource.RLIM_INFINITY or soft < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
