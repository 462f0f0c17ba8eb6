"""A finished site in Simplified → the same site in every Traditional script, in folders beside it.

Every page of SITE is cut once, converted into each script and written to SITE/<script>/ at the same path; so is the
data that pages read from beside them. A script's folder is made whole under another name and then put in the place of
the old one, so a reader never meets half a site.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from converters.variants.chain import Converter, Lexicon
from converters.variants.data import convert_data, files
from converters.variants.guard import Fault, Guard
from converters.variants.pages import cut
from converters.variants.scripts import SCRIPTS

_APART = frozenset((*(script.code for script in SCRIPTS), "pdf", "v"))
"""Folders that hold no pages of this release in Simplified; so do those with a leading _ or dot."""
_WORTH_WORKERS = 100
"""Files from which a second process is worth its start."""
_CHUNK = 16


@dataclass(frozen=True, slots=True)
class Result:
    """What a run has done."""

    pages: int
    faults: tuple[tuple[str, Fault], ...]
    """Page and confirmed name that came out otherwise."""


def pages(site: Path) -> list[str]:
    """List the pages in Simplified, as paths below the site."""
    found = (path.relative_to(site) for path in site.rglob("*.html"))
    return sorted(path.as_posix() for path in found if not (path.parts[0] in _APART or path.parts[0][0] in "._"))


def convert_site(
    site: Path, lexicon: Lexicon, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> Result:
    """Write the site in every script; `progress` is told how many files are done, and of how many.

    Raises ConversionError, and leaves what was there before, when a page cannot be converted.
    """
    names = pages(site)
    work = [*names, *files(site)]
    faults: list[tuple[str, Fault]] = []
    for script in SCRIPTS:
        shutil.rmtree(_coming(site, script.code), ignore_errors=True)
    for done, (name, found) in enumerate(_each(site, work, lexicon), 1):
        faults += [(name, fault) for fault in found]
        progress(done, len(work))
    for script in SCRIPTS:
        _replace(_coming(site, script.code), site / script.code)
    return Result(len(names), tuple(faults))


def _coming(site: Path, code: str) -> Path:
    return site / f".{code}.coming"


def _replace(coming: Path, place: Path) -> None:
    """Put a folder in the place of another in as short a time as the system allows."""
    going = place.with_name(f".{place.name}.going")
    shutil.rmtree(going, ignore_errors=True)
    if place.exists():
        place.rename(going)
    coming.mkdir(exist_ok=True)
    coming.rename(place)
    shutil.rmtree(going, ignore_errors=True)


# ---- work on pages, in this process or in others ----


class _Worker:
    """What a process needs for its pages."""

    def __init__(self, site: Path, lexicon: Lexicon) -> None:
        self._site = site
        self._converters: Sequence[Converter] = [lexicon.converter(script) for script in SCRIPTS]
        self._guard = Guard(lexicon)
        self._made: set[Path] = set()

    def file(self, name: str) -> tuple[str, list[Fault]]:
        """Write a page, or a file of data, in every script."""
        text = (self._site / name).read_text("utf-8")
        if name.endswith(".json"):
            self._write(name, [convert_data(name, text, converter) for converter in self._converters])
            return name, []
        page = cut(text)
        converted = [converter(page.gathered.text) for converter in self._converters]
        results = zip(SCRIPTS, converted, strict=True)
        self._write(name, [page.render(script, result) for script, result in results])
        return name, list(self._guard.faults(page.gathered.text, converted))

    def _write(self, name: str, contents: Sequence[str]) -> None:
        for script, content in zip(SCRIPTS, contents, strict=True):
            out = _coming(self._site, script.code) / name
            if out.parent not in self._made:
                out.parent.mkdir(parents=True, exist_ok=True)
                self._made.add(out.parent)
            out.write_text(content, "utf-8")


_worker: _Worker


def _start(site: Path, lexicon: Lexicon) -> None:
    global _worker  # noqa: PLW0603 - a process of a pool has no other place for what it keeps between its tasks
    _worker = _Worker(site, lexicon)


def _work(name: str) -> tuple[str, list[Fault]]:
    return _worker.file(name)


def _each(site: Path, names: Sequence[str], lexicon: Lexicon) -> Iterator[tuple[str, list[Fault]]]:
    if len(names) < _WORTH_WORKERS:
        worker = _Worker(site, lexicon)
        yield from map(worker.file, names)
        return
    with ProcessPoolExecutor(initializer=_start, initargs=(site, lexicon)) as pool:
        yield from pool.map(_work, names, chunksize=_CHUNK)
