"""The files of the index: gzipped, named by their content."""

import gzip
import os
import zlib
from collections.abc import Collection
from pathlib import Path

from ..compact import compact
from ..digests import digest
from ..whole import write_whole

__all__ = ["INDEX", "NAME", "SCHEMA", "Folder"]

SCHEMA = 6
"""Version of the format; a script that reads another says so instead of misreading."""
INDEX = "index"
"""The manifest that is written last, so that an index without it is not complete."""
NAME = 12
"""Characters of a name."""
_LEVEL = 6
"""Of gzip: 9 takes twice the time for one byte in a hundred."""


class Folder:
    """A folder of files. What an earlier run has left serves again where its content does."""

    def __init__(self, path: Path) -> None:
        """Make the folder."""
        path.mkdir(parents=True, exist_ok=True)
        self._path = str(path)

    @property
    def names(self) -> set[str]:
        """The names of all files that are there."""
        return {name.removesuffix(".gz") for name in os.listdir(self._path)}

    def add(self, content: bytes) -> str:
        """Give a file its place and its name, twelve hexadecimal digits of the digest of its content."""
        name = digest(content)[:NAME]
        path = self._at(name)
        with open(f"{path}.part", "wb") as file:
            file.write(_packed(content))
        os.replace(f"{path}.part", path)
        return name

    def manifest(self, name: str, content: dict[str, object]) -> None:
        """Write a manifest, a file with a name of its own."""
        write_whole(Path(self._at(name)), _packed(compact({"schema": SCHEMA, **content}).encode()))

    def read(self, name: str) -> bytes:
        """Read a file.

        Raises:
            OSError: there is none, or not such as this class writes.

        """
        return gzip.decompress(Path(self._at(name)).read_bytes())

    def sweep(self, names: Collection[str]) -> tuple[int, int]:
        """Remove all files but these, which nothing leads to any more; give how many these are, and their bytes."""
        count = size = 0
        with os.scandir(self._path) as files:
            for file in files:
                if file.name.removesuffix(".gz") in names:
                    count, size = count + 1, size + file.stat().st_size
                else:
                    Path(file.path).unlink()
        return count, size

    def _at(self, name: str) -> str:
        return f"{self._path}/{name}.gz"


def _packed(content: bytes) -> bytes:
    return zlib.compress(content, _LEVEL, wbits=31)  # the header of gzip.compress differs between versions of Python
