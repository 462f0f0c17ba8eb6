"""The files of the index: gzipped, named by their content."""

import gzip
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

__all__ = ["SCHEMA", "Folder", "as_json", "manifest"]

SCHEMA = 1
"""Version of the format; a script that reads another says so instead of misreading."""
_NAME = 12
"""Characters of a name."""


class Folder:
    """A new, empty folder of files."""

    def __init__(self, path: Path) -> None:
        """Make the folder; what an earlier run left there goes."""
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True)
        self._path = path
        self.count = 0
        self.size = 0

    def add(self, content: bytes) -> str:
        """Write a file and give its name, twelve hexadecimal digits of the digest of its content."""
        name = hashlib.sha256(content).hexdigest()[:_NAME]
        self._write(name, content)
        return name

    def manifest(self, name: str, content: dict[str, object]) -> None:
        """Write a manifest, a file with a name of its own."""
        self._write(name, as_json({"schema": SCHEMA, **content}))

    def _write(self, name: str, content: bytes) -> None:
        path = self._path / f"{name}.gz"
        if not path.exists():
            packed = gzip.compress(content, 9, mtime=0)
            path.write_bytes(packed)
            self.count += 1
            self.size += len(packed)


def manifest(path: Path, name: str) -> dict[str, Any]:
    """Read a manifest of a folder; empty where there is none, or one of another format."""
    try:
        content: dict[str, Any] = json.loads(gzip.decompress((path / f"{name}.gz").read_bytes()))
    except (OSError, ValueError, EOFError):
        return {}
    return content if content.get("schema") == SCHEMA else {}


def as_json(value: object) -> bytes:
    """Spell JSON as short as it can be."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
