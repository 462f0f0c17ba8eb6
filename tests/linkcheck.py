"""Every link within a built site leads to a file, and to an anchor that is there.

``python -m tests.linkcheck build/site [--beside pdf/ …]`` prints ``page: address: reason`` for each that does not, and
ends with 1 if there is any. Addresses that begin with one of the ``--beside`` folders are made by another step and are
not looked for. Addresses of other hosts are nobody's business here. The extension has to be on the path.
"""

import argparse
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

from gazette.addresses import SCRIPTS

OTHER_STEPS = ("pdf/", *(script.folder for script in SCRIPTS if script.folder))
"""Folders of the site that sphinx-build does not make"""
LINKS = "//*/@href | //*/@src | //form/@action | //meta[@http-equiv='refresh']/@content"


@dataclass(frozen=True, slots=True)
class Page:
    """What a page offers and asks for."""

    anchors: frozenset[str]
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """A link that leads nowhere."""

    page: str
    address: str
    reason: str

    def __str__(self) -> str:
        return f"{self.page}: {self.address}: {self.reason}"


class Site:
    """A folder of pages, each read once."""

    def __init__(self, folder: Path, beside: Collection[str] = ()) -> None:
        self._folder = folder
        self._beside = tuple(beside)
        self._pages: dict[Path, Page] = {}

    def broken(self) -> Iterator[Broken]:
        """Find the links that lead nowhere, pages in the order of their names."""
        for path in sorted(self._folder.rglob("*.html")):
            page = path.relative_to(self._folder).as_posix()
            for link in self._read(path).links:
                if reason := self._wrong(page, link):
                    yield Broken(page, link, reason)

    def _read(self, path: Path) -> Page:
        if path not in self._pages:
            tree = html.parse(str(path), html.HTMLParser(encoding="utf-8")).getroot()
            links = [link.partition("url=")[2] or link for link in _strings(tree, LINKS)]
            self._pages[path] = Page(frozenset(_strings(tree, "//@id | //a/@name")), tuple(dict.fromkeys(links)))
        return self._pages[path]

    def _wrong(self, page: str, link: str) -> str | None:
        parts = urlsplit(urljoin(f"http://site/{page}", link))
        target = unquote(parts.path).removeprefix("/")
        if parts.netloc != "site" or target.startswith(self._beside):
            return None
        path = self._folder / target
        if path.is_dir():
            if target and not target.endswith("/"):
                return "a folder without the slash at its end"
            path /= "index.html"
        if not path.is_file():
            return "no such file"
        anchor = unquote(parts.fragment)
        if anchor and path.suffix == ".html" and anchor not in self._read(path).anchors:
            return "no such anchor"
        return None


def _strings(tree: html.HtmlElement, xpath: str) -> list[str]:
    return [str(value) for value in cast(list[str], tree.xpath(xpath))]


def main(arguments: list[str]) -> int:
    """Check a site."""
    parser = argparse.ArgumentParser(description="check the links within a built site")
    parser.add_argument("site", type=Path)
    parser.add_argument("--beside", nargs="*", default=[], help="folders that another step makes")
    options = parser.parse_args(arguments)
    found = list(Site(options.site, options.beside).broken())
    sys.stdout.writelines(f"{link}\n" for link in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
