"""Manifests: SHA-256 of files, in the form that ``sha256sum -c`` reads. Standard library only."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

__all__ = ["SIGNATURE", "SOURCES", "SUMS", "digest", "files", "parse", "render", "sources"]

SUMS = "SHA256SUMS"
"""Every file of a release, itself and its signature excepted."""
SIGNATURE = f"{SUMS}.minisig"
SOURCES = "sources.sha256"
"""What a release was made from, the raw gazettes excepted, which the release holds."""
MADE_FROM = ("conf.py", "Makefile", "pyproject.toml", "requirements.lock", "converters", "source")
GENERATED = ("source/doc/", "source/gazette/", "source/corpus.json")
LINE_RE = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<name>[^\n]+)")


def digest(path: Path) -> str:
    """Give the SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files(folder: Path) -> Iterator[str]:
    """Give the files of a folder, as paths below it, sorted; hidden ones are nobody's but the build's."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return iter(sorted(path.as_posix() for path in found if not any(part.startswith(".") for part in path.parts)))


def render(digests: Mapping[str, str]) -> str:
    """Give a manifest.

    >>> render({"b": "1" * 64, "a": "0" * 64}).split()[1::2]
    ['a', 'b']
    """
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests))


def parse(text: str) -> dict[str, str]:
    r"""Read a manifest: name → digest.

    Raises:
        ValueError: a line is none of a manifest.

    """
    found = {}
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        if not (match := LINE_RE.fullmatch(line)):
            raise ValueError(f"line {number} is no line of a manifest: {line!r}")
        found[match["name"]] = match["digest"]
    return found


def sources(project: Path) -> dict[str, str]:
    """Give the digests of all that a site is made from: configuration, code, what editors write, the lock file.

    Generated files are left out. Names are from the folder of the project, so that ``sha256sum -c`` tells there whether
    a checkout is the one that a release was made from.
    """
    names = (name for part in MADE_FROM for name in _below(project, part))
    return {name: digest(project / name) for name in names if not _is_generated(name)}


def _below(project: Path, part: str) -> Iterable[str]:
    path = project / part
    if path.is_dir():
        return (f"{part}/{name}" for name in files(path))
    return (part,) if path.is_file() else ()


def _is_generated(name: str) -> bool:
    return name.startswith(GENERATED) or "__pycache__" in name
