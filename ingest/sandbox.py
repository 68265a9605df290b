"""A pool of killable, limited processes: one hostile file costs one task, never the pool or the program.

pdfium aborts on some files, and a 703-byte PDF can cost 20 s: so every parser runs here, with limits on memory, CPU and
wall time. `concurrent.futures` would lose the whole pool with one crash; pebble replaces the one process.
"""

from __future__ import annotations

import contextlib
import resource
import signal
from collections.abc import Callable
from concurrent.futures import CancelledError
from multiprocessing import get_context
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from ingest.errors import Crashed, IngestError, OutOfMemory, Timeout, Unexpected

T = TypeVar("T")

_TASKS_A_WORKER = 200  # parsers leak; a new process every so often costs under a second
_CPU_SPARE = 2  # seconds; the wall clock usually ends a task first


class Running(Generic[T]):
    """A task that was handed in; `result` waits for it."""

    def __init__(self, future: Any, seconds: float) -> None:
        self._future = future
        self._seconds = seconds

    def result(self) -> T:
        """Give what the function gave.

        Raises:
            IngestError: The function's own, or Timeout, OutOfMemory, Crashed for what befell its process.
        """
        try:
            value: T = self._future.result()
        except TimeoutError as error:
            raise Timeout(f"Grænsen er {self._seconds:.0f} sekunder.") from error
        except ProcessExpired as error:
            raise _meaning(error.exitcode, self._seconds) from error
        except CancelledError as error:
            raise Crashed("Læsningen blev afbrudt.") from error
        return value


def _meaning(exit_code: int, seconds: float) -> IngestError:
    """Say what a dead process died of: its CPU time, the system's memory, or itself."""
    if exit_code == -signal.SIGXCPU:
        return Timeout(f"Grænsen er {seconds:.0f} sekunder.")
    if exit_code == -signal.SIGKILL:
        return OutOfMemory()
    return Crashed()


class Sandbox:
    """The pool. Use as a context manager: its processes are gone when the block is left."""

    def __init__(self, workers: int, memory_mb: int) -> None:
        self._pool: Any = ProcessPool(
            max_workers=workers,
            max_tasks=_TASKS_A_WORKER,
            initializer=_confine,
            initargs=(memory_mb << 20,),
            context=get_context("spawn"),  # fork would copy our threads' locks
        )
        self._waiting: set[Any] = set()  # pebble leaves whoever waits for a stopped task waiting for ever

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._pool.close()
            self._pool.join()
        else:
            self.stop()

    def submit(self, function: Callable[..., T], *args: Any, seconds: float) -> Running[T]:
        """Hand in a function of a module with plain arguments; its wall time counts from when it is begun.

        Raises:
            Crashed: The pool was stopped.
        """
        try:
            future = self._pool.schedule(_run, args=(function, args, seconds), timeout=seconds)
        except RuntimeError as error:
            raise Crashed("Læsningen blev afbrudt.") from error
        self._waiting.add(future)
        future.add_done_callback(self._waiting.discard)
        return Running(future, seconds)

    def stop(self) -> None:
        """End every process at once; what was running and waiting ends as Crashed."""
        self._pool.stop()
        for future in tuple(self._waiting):
            future.cancel()
        self._pool.join()


def _confine(memory: int) -> None:
    """Limit this process before it sees a file. Ctrl-C is for the parent, which ends us."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
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
