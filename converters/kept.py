"""Readings kept from run to run: what a file gave when the same code read it, with the same corrections.

One pickle for each raw file, named by the digest of all that its reading depends on; those of no file go. Beside them
stands what the last run said: a run that would read the same, where all that was written still stands, says it again.
"""

import json
import pickle
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from converters.proof.corrections import path_of
from converters.raw import raw_bytes

PACKAGE = Path(__file__).parent
_MADE_OF = {".py", ".toml", ".html"}
"""Endings of code, of what it knows of documents of authority, and of the template of the report."""
_APART = PACKAGE / "variants"
"""Code that reads no raw file."""
_LIBRARIES = ("charset-normalizer", "pypinyin")
"""Packages on which a reading depends."""
_LAST = "last.json"


@dataclass(frozen=True, slots=True)
class Said:
    """What a run said."""

    warnings: Sequence[str]
    lines: Sequence[str]
    """Of its summary."""
    status: int
    """With which it ended."""


class Kept:
    """A folder of readings."""

    def __init__(self, folder: Path) -> None:
        """Take a folder, which need not be there yet."""
        self._folder = folder
        code = (
            path.read_bytes()
            for path in sorted(PACKAGE.rglob("*"))
            if path.suffix in _MADE_OF and _APART not in path.parents
        )
        libraries = (version(name).encode() for name in _LIBRARIES)
        self._made_by = _digest(sys.version.encode(), *libraries, *code)

    def name(self, raw: Path, corrections: Path) -> str:
        """Give the name under which the reading of a raw file is kept, given the folder of corrections.

        Raises OSError when the file cannot be read.
        """
        made = path_of(corrections, raw.name)
        changed = (b"1", made.read_bytes()) if made.exists() else (b"0",)
        return _digest(self._made_by.encode(), raw.name.encode(), raw_bytes(raw), *changed)

    def get(self, name: str) -> object:
        """Give a reading; None when it is not kept, or cannot be read."""
        try:
            return pickle.loads((self._folder / name).read_bytes())  # noqa: S301 - our own
        except (OSError, EOFError, pickle.UnpicklingError):
            return None

    def put(self, name: str, packed: bytes) -> None:
        """Keep a reading, as a pickle."""
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / name).write_bytes(packed)

    def said(self, names: Sequence[str], written: Iterable[Path]) -> Said | None:
        """Give what the last run said; None unless it read these readings, and the files that it wrote still stand."""
        try:
            last = json.loads((self._folder / _LAST).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return Said(**last["said"]) if last["state"] == _state(names, written) else None

    def say(self, names: Sequence[str], written: Iterable[Path], said: Said) -> None:
        """Keep what a run has said."""
        self._folder.mkdir(parents=True, exist_ok=True)
        last = {"state": _state(names, written), "said": asdict(said)}
        (self._folder / _LAST).write_text(json.dumps(last, ensure_ascii=False) + "\n", "utf-8")

    def sweep(self, names: Iterable[str]) -> None:
        """Remove all readings but those of the names."""
        names = {*names, _LAST}
        found = {path.name: path for path in self._folder.iterdir()} if self._folder.is_dir() else {}
        for name in found.keys() - names:
            found[name].unlink()


def _state(names: Sequence[str], written: Iterable[Path]) -> str:
    files = ((path, path.stat()) for path in written)
    times = (f"{path} {at.st_size} {at.st_mtime_ns}".encode() for path, at in files)
    return _digest(*(name.encode() for name in names), b"", *times)


def _digest(*parts: bytes) -> str:
    """Digest parts, each with its length, so that none can be taken for the beginning of the next."""
    digest = sha256()
    for part in parts:
        digest.update(b"%d " % len(part) + part)
    return digest.hexdigest()
