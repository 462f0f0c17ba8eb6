"""Run a command and tell what it took: time, processor time, memory, of all its processes together."""

import ctypes
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
TAKEN: Final = ("_typst", "_ext", "terms", "index.md", "about.md")
"""What a corpus takes from the project's source: all but the documents, and what editors wrote about them."""
PROC: Final = Path("/proc")
EVERY: Final = 0.25
"""Seconds between two looks at memory."""
_SUBREAPER: Final = 36
"""PR_SET_CHILD_SUBREAPER of Linux: processes that a command leaves behind become children of this one."""


class CommandError(RuntimeError):
    """A command has failed, with the end of what it said."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What a command took."""

    seconds: float
    """That one waits."""
    cpu: float
    """Seconds of all cores together."""
    memory: int
    """Bytes of all its processes at the peak; what they share counts once."""


def prepare(folder: Path) -> None:
    """Make the source of a corpus."""
    (folder / "source").mkdir(parents=True)
    for part in TAKEN:
        (folder / "source" / part).symlink_to(ROOT / "source" / part)


def make(folder: Path, *goals: str) -> tuple[str, ...]:
    """Give the command that runs stages for a folder with ``raw`` and ``source`` in it."""
    where = (f"RAW={folder / 'raw'}", f"SOURCE={folder / 'source'}", f"BUILD={folder / 'build'}")
    return ("make", "--no-print-directory", "-o", ".venv/ready", *goals, *where)


def run(command: Sequence[str], folder: Path) -> Usage:
    """Run a command in a folder, and wait for all processes that it starts.

    Raises:
        CommandError: it has failed.

    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SUBREAPER, 1)
    start = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=said,
            start_new_session=True,
        )
        watch = Watch(process.pid)
        # Of one child and those it has waited for; getrusage would tell the peak of all commands so far.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        usages = [usage, *_left_behind(process.pid)]
        process.returncode = os.waitstatus_to_exitcode(status)
        peak = watch.end()
        if process.returncode:
            said.seek(0)
            message = said.read().decode(errors="replace")[-2000:]
            raise CommandError(f"{' '.join(command)}: exit {process.returncode}\n{message}")
    unit = 1 if sys.platform == "darwin" else 1024
    cpu = sum(each.ru_utime + each.ru_stime for each in usages)
    return Usage(seconds, cpu, max(peak, max(each.ru_maxrss for each in usages) * unit))


def _left_behind(leader: int) -> Iterator[resource.struct_rusage]:
    """Wait for what a command has left, such as the process that starts those of the compiler."""
    while left := list(session(leader)):
        for pid in left:
            try:
                yield os.wait4(pid, 0)[2]
            except ChildProcessError:  # its own parent waits for it
                time.sleep(0.01)


class Watch:
    """Looks at the memory of a session again and again, and keeps the most."""

    def __init__(self, session: int) -> None:
        self._session = session
        self._peak = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> int:
        """Give the most bytes that were in use at once; 0 where no look was taken."""
        self._over.set()
        self._thread.join()
        return self._peak

    def _look(self) -> None:
        while not self._over.wait(EVERY):
            self._peak = max(self._peak, sum(memory(pid) for pid in session(self._session)))


def session(leader: int) -> Iterator[int]:
    """Give the processes of a session."""
    for folder in PROC.iterdir() if PROC.exists() else ():
        if folder.name.isdecimal():
            try:
                fields = (folder / "stat").read_text("utf-8", errors="replace").rpartition(")")[2].split()
            except OSError:  # it has ended meanwhile
                continue
            if int(fields[3]) == leader:
                yield int(folder.name)


def memory(pid: int) -> int:
    """Give the bytes of a process, its part of what it shares with others included."""
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text("utf-8").split("\n")
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
