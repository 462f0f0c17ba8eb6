"""Every link within a built site leads to a file, and to an anchor that is there.

``python -m tests.linkcheck build/site [--beside pdf/ …]`` prints ``page: address: reason`` for each that does not, and
ends with 1 if there is any. Addresses that begin with one of the ``--beside`` folders are made by another step and are
not looked for. Addresses of other hosts are nobody's business here.
"""

import argparse
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

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


@cache
def read(path: Path) -> Page:
    """Read the anchors and links of a page."""
    tree = html.parse(str(path)).getroot()
    links = (str(link) for link in cast(list[str], tree.xpath(LINKS)))
    return Page(
        frozenset(map(str, cast(list[str], tree.xpath("//@id | //a/@name")))),
        tuple(dict.fromkeys(link.partition("url=")[2] or link for link in links)),
    )


def broken(site: Path, beside: Collection[str] = ()) -> Iterator[Broken]:
    """Find the links of a site that lead nowhere, pages in the order of their names."""
    for path in sorted(site.rglob("*.html")):
        page = path.relative_to(site).as_posix()
        for link in read(path).links:
            reason = _wrong(site, page, link, tuple(beside))
            if reason:
                yield Broken(page, link, reason)


def _wrong(site: Path, page: str, link: str, beside: tuple[str, ...]) -> str | None:
    parts = urlsplit(urljoin(f"http://site/{page}", link))
    if parts.scheme not in ("http", "https") or parts.netloc != "site":
        return None
    target = unquote(parts.path).removeprefix("/")
    if target.startswith(beside):
        return None
    path = site / target
    if path.is_dir():
        if target and not target.endswith("/"):
            return "a folder without the slash at its end"
        path /= "index.html"
    if not path.is_file():
        return "no such file"
    anchor = unquote(parts.fragment)
    if anchor and path.suffix == ".html" and anchor not in read(path).anchors:
        return "no such anchor"
    return None


def main(arguments: list[str]) -> int:
    """Check a site."""
    parser = argparse.ArgumentParser(description="check the links within a built site")
    parser.add_argument("site", type=Path)
    parser.add_argument("--beside", nargs="*", default=[], help="folders that another step makes")
    options = parser.parse_args(arguments)
    found = list(broken(options.site, options.beside))
    sys.stdout.writelines(f"{link}\n" for link in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
