"""Redirects: what earlier releases called otherwise leads on, without a server.

They stand in ``source/redirects.toml``, earlier address = address now, from the root of the site::

    [moved]
    "doc/jizhengfa/2019/91/" = "doc/jizhengfa/2019/19/"      # a page, with all its anchors
    "doc/jizhengfa/2019/19/#a13-dup2" = "#a14"               # a unit, with what stands in it
    "doc/jizhengfa/2019/19/#f2" = "doc/jizhengfa/2019/20/"   # a unit that stands elsewhere now
    "doc/jizhengfa/2019/91/#*" = "doc/jizhengfa/2019/19/"    # anchors that have no successor lead to the page
    "column/gongwen/*" = "column/shizhengfuwenjian/"         # all pages of a folder

An earlier anchor of a page stays an address of the unit that it now is. What stands elsewhere leads there from a list
at the end of the page; an earlier page is a page that leads on, with the fragment, and in a release its PDF is that of
the page now. What exists is never moved, so an entry does no harm once its address is taken again; an entry whose
target the site does not hold is left out.
"""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sphinx.errors import ExtensionError

__all__ = ["ANY", "FILE", "Redirects", "load", "parse"]

FILE = "redirects.toml"
ANY = "*"
"""All others."""


@dataclass(frozen=True, slots=True)
class Redirects:
    """What earlier releases called otherwise; addresses from the root of the site."""

    pages: Mapping[str, str]
    """Earlier page → page."""
    folders: Mapping[str, str]
    """Folder of earlier pages → page, or folder with a ``*`` behind it."""
    anchors: Mapping[str, Mapping[str, str]]
    """Page → earlier anchor (``*`` for all others) → address and anchor."""

    @property
    def documents(self) -> dict[str, str]:
        """Give earlier ids of documents: id → id."""
        pairs = ((old.strip("/").split("/", 1), new.strip("/").split("/", 1)) for old, new in self.pages.items())
        return {old[1]: new[1] for old, new in pairs if old[0] == new[0] == "doc"}

    def page(self, page: str, exists: Collection[str]) -> str | None:
        """Give the page to which an earlier one leads, in as many steps as it takes; None if there is none now.

        Raises:
            ExtensionError: the steps lead in a circle.

        """
        seen: list[str] = []
        step: str | None = page
        while step is not None and step not in exists:
            if step in seen:
                raise ExtensionError(f"{FILE}: a circle: {' → '.join([*seen, step])}")
            seen.append(step)
            step = self.pages.get(step) or self._of_folder(step)
        return step

    def _of_folder(self, page: str) -> str | None:
        for folder in sorted(self.folders, key=len, reverse=True):
            if page.startswith(folder) and page != folder:
                target = self.folders[folder]
                return target.removesuffix(ANY) + page.removeprefix(folder) if target.endswith(ANY) else target
        return None

    def unit(self, page: str, anchor: str, ids: Collection[str]) -> str | None:
        r"""Give the address of an earlier unit of a page: what stands in it goes along where the page has that.

        >>> known = parse('[moved]\n"p/#a1" = "#a2"\n"p/#f1" = "q/#a1"\n"p/#a2" = "#a3"')
        >>> [known.unit("p/", anchor, {"a3", "a3-k1"}) for anchor in ("a1-k1", "a1-k2", "f1-a1", "a9")]
        ['p/#a3-k1', 'p/#a3', 'q/#a1', None]
        """
        table, seen = self.anchors.get(page, {}), {anchor}
        while (found := _within(table, anchor)) is not None:
            target, rest = found
            place, _, unit = target.partition("#")
            if place != page or not unit:
                return target
            if f"{unit}{rest}" in ids or unit in ids:
                return f"{page}#{unit}{rest}" if f"{unit}{rest}" in ids else target
            anchor = f"{unit}{rest}"
            if anchor in seen:
                raise ExtensionError(f"{FILE}: a circle: {page}#{' → #'.join(sorted(seen))}")
            seen.add(anchor)
        return table.get(ANY)


def _within(table: Mapping[str, str], anchor: str) -> tuple[str, str] | None:
    """Give the target of the unit itself or the nearest around it, and the rest of its anchor."""
    unit, rest = anchor, ""
    while unit:
        if unit in table:
            return table[unit], rest
        unit, _, last = unit.rpartition("-")
        rest = f"-{last}{rest}"
    return None


def parse(text: str) -> Redirects:
    """Read redirects.

    Raises:
        ValueError: the text is no TOML, or says something else.

    """
    raw = tomllib.loads(text)
    moved = raw.pop("moved", {})
    if raw or not all(isinstance(target, str) for target in moved.values()):
        raise ValueError(f"only [moved], with addresses, is known; not {sorted(raw)}" if raw else "addresses are text")
    pages: dict[str, str] = {}
    folders: dict[str, str] = {}
    anchors: dict[str, dict[str, str]] = {}
    for old, new in moved.items():
        page, mark, anchor = old.partition("#")
        if mark:
            anchors.setdefault(page, {})[anchor] = f"{page}{new}" if new.startswith("#") else new
        elif old.endswith(f"/{ANY}"):
            folders[old.removesuffix(ANY)] = new
        else:
            pages[old] = new
        for address in (page.removesuffix(ANY), new.partition("#")[0].removesuffix(ANY)):
            if address.startswith("/") or (address and not address.endswith("/")):
                raise ValueError(f"no address of a page: {address!r}; it ends with a slash and begins without")
    return Redirects(pages, folders, anchors)


def load(srcdir: Path) -> Redirects:
    """Read ``redirects.toml``; a file that is missing says nothing.

    Raises:
        ExtensionError: the file is not what :func:`parse` takes; the message names it.

    """
    path = srcdir / FILE
    try:
        changed = path.stat().st_mtime_ns
    except FileNotFoundError:
        return Redirects({}, {}, {})
    return _load(path, changed)


@lru_cache(maxsize=2)
def _load(path: Path, _changed: int) -> Redirects:
    try:
        return parse(path.read_text("utf-8"))
    except ValueError as error:
        raise ExtensionError(f"{path.name}: {error}") from error
