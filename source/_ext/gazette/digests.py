"""Digests of files, which are read again only where they are no longer the files that were read.

A file is known by its times and its size. One that has changed in the last seconds is read in any case: it might change
once more within the tick of the file system's clock, and look the same.
"""

import hashlib
import json
import os
import time
from pathlib import Path

from .whole import kept_json, write_whole

__all__ = ["Digests", "digest", "digest_of"]

TICK = 2_000_000_000
"""Nanoseconds: the coarsest clock of file systems in use."""

Fingerprint = tuple[int, int, int, str]
"""Times of the last change of content and of the entry, size, digest."""


def digest(data: bytes) -> str:
    """Give the digest of a file's content."""
    return hashlib.sha256(data).hexdigest()


def digest_of(*values: object) -> str:
    """Give the digest of values, as Python spells them."""
    return digest(repr(values).encode())


class Digests:
    """Digests of the files in a folder, kept from run to run in a record, which may be missing."""

    def __init__(self, root: Path, record: Path) -> None:
        """Take the folder, and read the record."""
        self._root, self._record = root, record
        self._before: dict[str, Fingerprint] = {name: (*known,) for name, known in (kept_json(record) or {}).items()}
        self._now: dict[str, Fingerprint] = {}
        self._settled: set[str] = set()

    def __getitem__(self, name: str) -> str:
        """Give the digest of a file, named by its path in the folder.

        Raises:
            OSError: it cannot be read.

        """
        return self._fingerprint(name)[-1]

    def size(self, name: str) -> int:
        """Give the bytes of a file."""
        return self._fingerprint(name)[2]

    def save(self) -> None:
        """Keep the digests that were asked for, and no others."""
        kept = {name: known for name, known in self._now.items() if name in self._settled}
        if kept != self._before:
            write_whole(self._record, (json.dumps(kept) + "\n").encode())

    def _fingerprint(self, name: str) -> Fingerprint:
        if known := self._now.get(name):
            return known
        path = f"{self._root}/{name}"
        now = time.time_ns()
        state = os.stat(path)  # of thousands of files: a Path would cost more than the call
        times = (state.st_mtime_ns, state.st_ctime_ns, state.st_size)
        known = self._before.get(name)
        if known is None or known[:-1] != times:
            known = (*times, digest(Path(path).read_bytes()))
        if max(times[:-1]) < now - TICK:
            self._settled.add(name)
        self._now[name] = known
        return known
