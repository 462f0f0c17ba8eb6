"""The files of the index: gzipped, named by their content."""

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

from gazette.compact import compact

__all__ = ["INDEX", "SCHEMA", "Folder", "manifest"]

SCHEMA = 1
"""Version of the format; a script that reads another says so instead of misreading."""
INDEX = "index"
"""The manifest that is written last, so that an index without it is not complete."""
_NAME = 12
"""Characters of a name."""


class Folder:
    """A folder of files. What an earlier run has left serves again where its content does."""

    def __init__(self, path: Path) -> None:
        """Make the folder; an index that an earlier run left there is none any more."""
        path.mkdir(parents=True, exist_ok=True)
        (path / f"{INDEX}.gz").unlink(missing_ok=True)
        self._path = path
        self._sizes: dict[str, int] = {}

    @property
    def count(self) -> int:
        """How many files it has."""
        return len(self._sizes)

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(self._sizes.values())

    def add(self, content: bytes) -> str:
        """Give a file its place and its name, twelve hexadecimal digits of the digest of its content."""
        name = hashlib.sha256(content).hexdigest()[:_NAME]
        path = self._path / f"{name}.gz"
        if name not in self._sizes:
            if not path.exists():
                self._write(path, content)
            self._sizes[name] = path.stat().st_size
        return name

    def manifest(self, name: str, content: dict[str, object]) -> None:
        """Write a manifest, a file with a name of its own."""
        path = self._path / f"{name}.gz"
        self._write(path, compact({"schema": SCHEMA, **content}).encode())
        self._sizes[name] = path.stat().st_size

    def sweep(self) -> None:
        """Remove what an earlier run has left and nothing leads to any more."""
        for path in self._path.iterdir():
            if path.name.removesuffix(".gz") not in self._sizes:
                path.unlink()

    def _write(self, path: Path, content: bytes) -> None:
        """Write a file whole or not at all: its name vouches for its content."""
        coming = path.with_suffix(".coming")
        coming.write_bytes(gzip.compress(content, 9, mtime=0))
        coming.replace(path)


def manifest(path: Path, name: str) -> dict[str, Any]:
    """Read a manifest of a folder; empty where there is none, or one of another format."""
    try:
        content: dict[str, Any] = json.loads(gzip.decompress((path / f"{name}.gz").read_bytes()))
    except (OSError, ValueError, EOFError):
        return {}
    return content if content.get("schema") == SCHEMA else {}
