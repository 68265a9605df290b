"""Kill a process that changes the index, at many of the moments at which it touches the disk.

`python -m tests.kill_points ARCHIVE drain|rebuild POINTS` copies the archive to ARCHIVE-1, ARCHIVE-2 ... and kills, in
each, a process with signal 9 just before another of its writes, renames and deletions in the index folder. Prints how
many there are of those in all.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

from tests.archive_making import Archive

_CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir"}


def main() -> None:
    """See the module."""
    root, action, points = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    whole = _run(_copy(root, 0), action, 0)
    for n in range(1, points + 1):
        killed = _run(_copy(root, n), action, 1 + (n - 1) * (whole - 1) // max(1, points - 1))
        assert killed == -signal.SIGKILL, killed
    print(whole)


def _copy(root: Path, n: int) -> Path:
    return Path(shutil.copytree(root, root.with_name(f"{root.name}-{n}")))


def _run(root: Path, action: str, kill_at: int) -> int:
    """Run the action in a process of its own; give how many changes it made, or minus the signal that killed it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        count = _watched(root, action, kill_at)
        os.write(writing, str(count).encode())
        os._exit(0)
    os.close(writing)
    said = os.read(reading, 100)
    os.close(reading)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return status if status else int(said)


def _watched(root: Path, action: str, kill_at: int) -> int:
    archive = Archive(root)
    count = 0

    def watch(event: str, given: tuple[object, ...]) -> None:
        nonlocal count
        writes = event == "open" and isinstance(given[2], int) and given[2] & (os.O_WRONLY | os.O_RDWR)
        if (writes or event in _CHANGES) and str(given[0]).startswith(str(archive.files.index)):
            count += 1
            if count == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    if action == "drain":
        archive.generations.drain(wait=True)
    else:
        archive.generations.rebuild()
    return count


if __name__ == "__main__":
    main()
