"""What the last run was made of and has made: while all of that is as it was, there is nothing to do.

Files are known by name, size and time, so that to know thousands takes a moment. A run is kept when it is over and had
no fault, and unless something that it read was written just before: that might change once more within the tick of the
file system's clock, and look the same.
"""

import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from ..digests import TICK
from ..whole import kept_json, write_whole

__all__ = ["CACHE", "Last", "Snapshot", "forget", "keep", "recall", "snapshot"]

CACHE = ".cache"
"""Folder of a tree for what is kept from run to run."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Files at a time."""

    digest: str
    """Of their names, sizes and times."""
    settled: bool
    """Whether all were written some time before."""


@dataclass(frozen=True, slots=True)
class Last:
    """A run."""

    read: str
    """Digest of all that it was made of."""
    made: str
    """Digest of what it has left."""
    pdfs: int
    """How many."""


def snapshot(paths: Iterable[Path], *known: object) -> Snapshot:
    """Tell the state of files and of all files in folders, hidden ones and Python's own apart; `known` goes with it."""
    now, newest = time.time_ns(), 0
    digest = hashlib.sha256(repr(known).encode())
    for path in paths:
        for name, at in sorted(_files(str(path))):
            newest = max(newest, at.st_mtime_ns, at.st_ctime_ns)
            digest.update(f"{name} {at.st_size} {at.st_mtime_ns}\n".encode())
    return Snapshot(digest.hexdigest(), newest < now - TICK)


def _files(path: str) -> Iterator[tuple[str, os.stat_result]]:
    """Give the files in a folder, links followed, with their states. A Path of each would cost more than its state."""
    if not os.path.isdir(path):
        if os.path.exists(path):
            yield path, os.stat(path)
        return
    with os.scandir(path) as entries:
        for entry in entries:
            if entry.name[0] == "." or entry.name == "__pycache__":
                continue
            if entry.is_dir():
                yield from _files(entry.path)
            elif entry.is_file():
                yield entry.path, entry.stat()


def recall(record: Path) -> Last | None:
    """Read what is kept of the last run; None where there is nothing."""
    kept = kept_json(record)
    return Last(**kept) if kept else None


def keep(record: Path, last: Last) -> None:
    """Keep a run."""
    write_whole(record, (json.dumps(asdict(last)) + "\n").encode())


def forget(record: Path) -> None:
    """Keep no run, for the case that the one that begins is broken off."""
    record.unlink(missing_ok=True)
