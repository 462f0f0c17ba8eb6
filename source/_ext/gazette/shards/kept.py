"""What is kept from build to build (:mod:`gazette.shards.build`): what was read of each shard, and which pages stand.

::

    <folder>/<shard>/state.json    digests of the program, of what was read, and of what each page shows of others;
                                   how many bytes the shard tells the others
    <folder>/pages.json            the pages that the last build has left, with all else that stands once
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ..whole import kept_json, write_whole
from .exchange import size

__all__ = ["ShardState", "begun", "load", "program", "save", "stands", "sweep"]

STATE, PAGES = "state.json", "pages.json"
STATIC = Path(__file__).parents[1] / "theme" / "static"
LIBRARIES = ("sphinx", "docutils", "myst-parser", "markdown-it-py", "sphinx-design", "jinja2")
"""Packages on which the pages depend."""


@dataclass(frozen=True, slots=True)
class ShardState:
    """What is kept of a shard from build to build."""

    version: str
    """Digest of the program and its configuration."""
    read: str = ""
    """Digest of what was read."""
    shown: Mapping[str, str] | None = None
    """By page: digest of what it shows of others. None while not all pages are written."""


def load(shard: Path, current: str) -> ShardState:
    """Read the state of a shard, given the digest of the program.

    That of another program says nothing, nor does one where what the shard has told is lost, or no longer whole.
    """
    kept = kept_json(shard / STATE) or {}
    same = kept.get("version") == current and kept.pop("told") == size(shard)
    return ShardState(**kept) if same else ShardState(current)


def save(shard: Path, state: ShardState) -> None:
    """Keep the state of a shard. One without digests has to be built anew."""
    write_whole(shard / STATE, (json.dumps(asdict(state) | {"told": size(shard)}, indent=1) + "\n").encode())


def program(configuration: Mapping[str, Any]) -> str:
    """Give a digest of what all pages depend on: program, theme, libraries, configuration."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256(repr([(name, version(name)) for name in LIBRARIES]).encode())
    for path in sorted(path for path in package.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        digest.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    plain = {n: v for n, v in configuration.items() if isinstance(v, str | int | list | dict) and not n.startswith("_")}
    digest.update(repr(sorted((plain | {"gazette_today": ""}).items())).encode())
    return digest.hexdigest()


def begun(folder: Path) -> bool:
    """Tell whether a build has left its pages."""
    return kept_json(folder / PAGES) is not None


def stands(folder: Path, out: Path) -> bool:
    """Tell whether what stands once is there as the last build has left it: pages of the frame, style and scripts."""
    left = kept_json(folder / PAGES)
    assets = (f"_static/{path.name}" for path in STATIC.iterdir())
    return left is not None and all(os.path.exists(f"{out}/{name}") for name in (*left["frame"], *assets))


def sweep(folder: Path, out: Path, documents: Iterable[str], frame: Iterable[str], *, whole: bool) -> None:
    """Remove the pages of earlier builds that are none now, and the folders that this leaves empty.

    Takes the paths of all pages of documents, and of pages of the frame; unless these are the whole of it, its earlier
    pages stay.
    """
    path = folder / PAGES
    before: dict[str, list[str]] = kept_json(path) or {}
    now = {"documents": sorted(documents), "frame": sorted({*frame, *(() if whole else before.get("frame", ()))})}
    for stale in sorted({name for names in before.values() for name in names}.difference(*now.values())):
        page = out / stale
        page.unlink(missing_ok=True)
        for above in page.relative_to(out).parents[:-1]:
            if (out / above).is_dir() and not any((out / above).iterdir()):
                (out / above).rmdir()
    write_whole(path, (json.dumps(now, indent=1) + "\n").encode())
