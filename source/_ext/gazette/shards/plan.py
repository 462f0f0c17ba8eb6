"""How a build is cut into shards, and what each is made of.

A shard is some sixty documents: consecutive issues of one year of a gazette, with the pages of these issues and the
notes on these documents. What people write by hand beside notes is a shard of its own, the frame. The folder of a shard
is a Sphinx project whose source are links to files of the source folder, so that it can also be built elsewhere.
"""

import hashlib
import os
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from .. import corpusfile, redirects
from ..addresses import DOCUMENTS, ISSUES, NOTES
from .builders import FRAME

__all__ = ["HOME", "SIZE", "Shard", "link", "plan"]

SIZE = 60
"""Documents in a shard, about. A small one costs its start, some 50 ms; a large one is slow to build again."""
CUT = frozenset(folder.rstrip("/") for folder in (DOCUMENTS, ISSUES, NOTES))
"""Folders of the source that are cut into shards."""
HOME = "index.md"
COMMON = (corpusfile.FILE, redirects.FILE, HOME)
"""Files that each shard needs; the pages among them are the frame's."""
_ISSUE_RE = re.compile(rb'^issue: "?gazette/([^"\n]+)', re.MULTILINE)
_YEAR_RE = re.compile("(.+)/([0-9]+)/([^/]+)")


@dataclass(frozen=True, slots=True)
class Shard:
    """A part of the source."""

    name: str
    """Of its folder: ``<pinyin of the gazette>-2024-1``."""
    files: Mapping[str, Path]
    """Path in the source → the file, or the folder."""
    digest: str
    """Of what its own pages say."""

    @property
    def docnames(self) -> list[str]:
        """Names of its own pages, but for those in folders of the frame."""
        shared = () if self.name == FRAME else COMMON
        return [name.removesuffix(".md") for name in self.files if name.endswith(".md") and name not in shared]


def plan(source: Path, unread: Collection[str] = ()) -> list[Shard]:
    """Cut the source, an absolute path, into shards, the largest first, then the frame.

    ``unread`` are the folders of the source that Sphinx does not read.
    """
    common = {name: source / name for name in COMMON if (source / name).exists()}
    issues = {name.removesuffix(".md"): [name] for name in _pages(source, ISSUES)}
    content = {name: (source / name).read_bytes() for name in _pages(source, DOCUMENTS)}
    written = set(_pages(source, NOTES))
    alone: list[str] = []
    for name, text in content.items():
        found = _ISSUE_RE.search(text.partition(b"\n---\n")[0])
        issues.get(f"{ISSUES}{found[1].decode()}" if found else "", alone).append(name)
    shards = []
    for name, pages in {**_by_issue(issues), **_by_name(alone)}.items():
        notes = [note for page in pages if (note := page.replace(DOCUMENTS, NOTES, 1)) in written]
        digest = hashlib.sha256()
        for page in (*pages, *notes):
            digest.update(page.encode() + (content.get(page) or (source / page).read_bytes()))
        files = {page: source / page for page in (*pages, *notes)}
        shards.append(Shard(name, common | files, digest.hexdigest()))
    hand = {path.name: path for path in sorted(source.iterdir()) if path.name not in (*CUT, *unread)}
    read = (path for name, path in hand.items() if name != corpusfile.FILE)  # which the frame is written from, not read
    frame = Shard(FRAME, hand, _digest(path for top in read for path in (top, *sorted(top.rglob("*")))))
    return [*sorted(shards, key=lambda shard: (-len(shard.files), shard.name)), frame]


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.as_posix().encode() + (path.read_bytes() if path.is_file() else b""))
    return digest.hexdigest()


def _pages(source: Path, folder: str) -> list[str]:
    return sorted(name for name in _below(source, folder.rstrip("/")) if name.endswith(".md"))


def _below(root: Path, folder: str = "") -> Iterator[str]:
    """Name all files and links in a folder below a root. A Path of each would cost more than looking at it."""
    if not (root / folder).is_dir():
        return
    with os.scandir(root / folder) as entries:
        for entry in entries:
            name = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from _below(root, name)
            else:
                yield name


def _by_issue(issues: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Put consecutive issues of a year together, with what they print: a new one at the end moves no other."""
    years: defaultdict[str, list[tuple[tuple[int, str], list[str]]]] = defaultdict(list)
    for docname, pages in issues.items():
        parts = _YEAR_RE.fullmatch(docname.removeprefix(ISSUES))
        gazette, year, number = parts.groups() if parts else (docname.removeprefix(ISSUES), "0", "0")
        order = (int(number) if number.isdigit() else 0, number)
        years[f"{gazette.replace('/', '-')}-{year}"].append((order, pages))
    shards: dict[str, list[str]] = {}
    for name, row in years.items():
        room = number = 0
        for _, pages in sorted(row):
            number, room = (number, room) if room > 0 else (number + 1, SIZE)
            shards.setdefault(f"{name}-{number}", []).extend(pages)
            room -= len(pages)
    return shards


def _by_name(pages: list[str]) -> dict[str, list[str]]:
    """Spread documents that came alone, so that few change their shard when one is added."""
    count = 1 << max(len(pages) // SIZE, 1).bit_length() - 1
    shards: dict[str, list[str]] = {}
    for page in pages:
        shards.setdefault(f"alone-{crc32(page.encode()) % count + 1}", []).append(page)
    return shards


def link(shard: Shard, folder: Path) -> None:
    """Make the source folder of a shard: links to its files, and no others."""
    there = set(_below(folder))
    for name in there - shard.files.keys():
        (folder / name).unlink()
    new = shard.files.keys() - there  # a Path of each would cost more than the link
    for parent in {os.path.dirname(f"{folder}/{name}") for name in new}:
        os.makedirs(parent, exist_ok=True)
    for name in new:
        os.symlink(shard.files[name], f"{folder}/{name}")
