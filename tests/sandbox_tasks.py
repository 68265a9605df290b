"""What the tests of the sandbox do inside it."""

import ctypes
import os
import signal

from ingest.errors import Encrypted


def double(number: int) -> int:
    return 2 * number


def refuse() -> None:
    raise Encrypted("Bilag 3.")


def trip() -> None:
    raise KeyError("æble")


def die() -> None:
    ctypes.string_at(0)


def abort() -> None:
    os.abort()


def be_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def spin() -> None:
    while True:
        pass


def wait_for_ever() -> None:
    signal.pause()


def gorge() -> int:
    return len(bytearray(8 << 30))


def recurse() -> None:
    recurse()


def who() -> int:
    return os.getpid()


def linger() -> str:
    """Take a second by the clock and next to nothing of the processor."""
    signal.sigtimedwait([], 1.0)
    return "så langt"
