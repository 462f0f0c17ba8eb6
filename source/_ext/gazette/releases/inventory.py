"""The inventory of a finished site: all its addresses and anchors, read off the pages in Simplified.

Pages and anchors of the Traditional trees are the same by construction; that no page is missing there is checked.
An anchor is an id in the contents of a page that is made as the project makes anchors; ids of controls are none.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from lxml import html

from ..addresses import ANCHOR_RE, SCRIPTS, slug
from ..compact import compact
from ..workers import each
from .shelf import FROZEN, ReleaseError

__all__ = ["FILE", "Inventory", "Moved", "earlier_pdfs", "read", "take"]

FILE = "anchors.json"
CONTENTS = "//main//*[@id] | //*[@class='gone']//*[@id]"
CONTROLS = frozenset(("button", "dialog", "form", "input", "label", "output", "select", "template", "textarea"))
FRAME = frozenset(("main", "cite", "link", "moved", "jump-help", "cite-answer", "cite-choices"))
"""Ids that the theme gives to parts of pages, for its own script."""
APART = frozenset((*(script.folder.rstrip("/") for script in SCRIPTS), "pdf", "raw", FROZEN))
"""Folders without pages in Simplified."""
WORTH_WORKERS = 200
"""Pages from which further processes are worth their start."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A page that only leads on."""

    to: str
    """Address of the page to which it leads."""
    anchors: Mapping[str, str]
    """Anchor of the earlier page → address and anchor, where it does not go along."""
    rest: bool
    """Whether anchors that the new page lacks lead to the page as a whole."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """All addresses of a site, from its root."""

    pages: Mapping[str, tuple[str, ...]]
    """Page (``doc/yunzhengfa/2023/9/``; the home page is empty) → its anchors, sorted."""
    files: tuple[str, ...]
    """PDFs, sorted."""
    moved: Mapping[str, Moved] = field(default_factory=dict)
    """Earlier pages, which lead on."""

    def dump(self) -> str:
        """Give anchors.json."""
        known = {"pages": self.pages, "files": self.files, "moved": {page: at.to for page, at in self.moved.items()}}
        return compact(known) + "\n"


def earlier_pdfs(found: Inventory) -> dict[str, str]:
    """Give the PDFs of earlier pages: address → the PDF of the page that they lead to, else of the whole corpus.

    A PDF cannot lead on by itself, so the other one stands at its address, too.

    >>> moved = {"doc/a/1/": Moved("doc/b/2/#a1", {}, rest=False), "gazette/a/2/": Moved("by/", {}, rest=False)}
    >>> earlier_pdfs(Inventory({}, ("pdf/b-2.pdf", "pdf/corpus.pdf"), moved))
    {'pdf/a-1.pdf': 'pdf/b-2.pdf', 'pdf/a-2.pdf': 'pdf/corpus.pdf'}
    """
    files = frozenset(found.files)
    known: dict[str, str] = {}
    for folder in sorted(name.removesuffix("corpus.pdf") for name in files if name.endswith("/corpus.pdf")):
        for page, at in found.moved.items():
            if (earlier := _pdf(folder, page)) and earlier not in files:
                now = _pdf(folder, at.to.partition("#")[0])
                known[earlier] = now if now in files else f"{folder}corpus.pdf"
    return known


def _pdf(folder: str, page: str) -> str:
    """Give the PDF of a document or an issue; empty for other pages."""
    kind, _, id_ = page.strip("/").partition("/")
    return f"{folder}{slug(id_)}.pdf" if id_ and kind in ("doc", "gazette") else ""


def read(release: Path) -> Inventory:
    """Read the inventory that a release holds, without what its earlier pages lead to."""
    known = json.loads((release / FILE).read_text("utf-8"))
    return Inventory({page: tuple(anchors) for page, anchors in known["pages"].items()}, tuple(known["files"]))


@dataclass(frozen=True, slots=True)
class _Page:
    anchors: tuple[str, ...]
    moved: Moved | None = None


def take(site: Path) -> Inventory:
    """Take the inventory of a finished site.

    Raises:
        ReleaseError: a page is missing in one of the scripts.

    """
    names = sorted(_names(site, ""))
    _check_scripts(site, names)
    read = each(partial(_read, site), names, WORTH_WORKERS, 32)
    found = dict(zip(map(_address, names), read, strict=True))
    return Inventory(
        {address: page.anchors for address, page in found.items() if page.moved is None},
        tuple(sorted(path.relative_to(site).as_posix() for path in (site / "pdf").rglob("*.pdf"))),
        {address: page.moved for address, page in found.items() if page.moved is not None},
    )


def _names(site: Path, folder: str) -> Iterator[str]:
    """Give the pages of a script, from the root of its tree; not the answer to dead links, which is at no address."""
    for path in (site / folder).rglob("index.html"):
        name = path.relative_to(site / folder)
        if not (name.parts[0] in APART or name.parts[0][0] in "._"):
            yield name.as_posix()


def _address(name: str) -> str:
    return name.removesuffix("index.html")


def _check_scripts(site: Path, names: list[str]) -> None:
    if "index.html" not in names:
        raise ReleaseError(f"{site}: no finished site: index.html is missing")
    for script in SCRIPTS:
        if missing := sorted(set(names) - set(_names(site, script.folder))):
            raise ReleaseError(f"{site}: {script.folder}{missing[0]} is missing, and {len(missing) - 1} other pages")


def _read(site: Path, name: str) -> _Page:
    tree = html.parse(str(site / name), html.HTMLParser(encoding="utf-8"))
    leads = tree.xpath("//a[@id='moved']")
    if not leads:
        ids = {element.get("id") for element in tree.xpath(CONTENTS) if element.tag not in CONTROLS}
        return _Page(tuple(sorted(id_ for id_ in ids - FRAME if ANCHOR_RE.fullmatch(id_))))
    gone = {link.get("id"): _target(name, link.get("href")) for link in tree.xpath("//*[@class='gone']//a[@id]")}
    return _Page((), Moved(_target(name, leads[0].get("href")), gone, leads[0].get("data-rest") is not None))


def _target(name: str, href: str) -> str:
    """Give the address, from the root of the tree, of a link on a page.

    >>> _target("doc/a/1/index.html", "../../b/2/#a1")
    'doc/b/2/#a1'
    """
    parts = name.split("/")[:-1]
    path, mark, anchor = href.partition("#")
    for part in path.split("/"):
        if part == "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "".join(f"{part}/" for part in parts) + mark + anchor
