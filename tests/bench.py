"""The benchmark: ``python -m tests.bench [--sizes 100 400] [--raw DIR] [--peers]`` → tables, plot, data in build/bench.

Corpora of generated gazettes (:mod:`tests.generate`) go through the stages of ``make site``, read off the Makefile, in
a temporary folder; ``html`` in its two halves, reading and writing. Seconds are those of one machine on one day; what
can be compared are the ratios within one run: how the time of a document grows with the corpus (1 is flat), the share
of each stage, how much of it nothing can spare, and what a change costs beside the full build. Ratios are of processor
time, which other work on the machine hardly changes; the time that one waits stands beside it.
"""

import argparse
import json
import os
import platform
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from lxml import etree
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from converters.lines.decode import UnreadableError
from tests import benchdialects, benchfloors, benchpeers, benchqueries, generate
from tests.benchrun import ROOT, CommandError, make, prepare, run

SIZES: Final = (100, 400, 1600, 6400)
BASE: Final = 400
"""Corpus to which the others are compared; the smallest where it is not measured."""
EDITED: Final = 1600
"""Corpus that is changed; the largest up to it that is measured."""
COLUMNS: Final = ("stage", "docs", "s", "docs/s", "CPU ms/doc", "growth", "share", "peak MB", "out MB", "largest kB")
HTML: Final = "html"
"""A target of make, whose halves are measured one by one when all pages are made."""
READ: Final = "read"
WRITE: Final = "write"
SITE: Final = "site"
"""The target of make that runs all stages, as people do after a change, some of them side by side."""
CHANGES: Final = ("a new issue of 8 documents", "an edited note")
SETTLED: Final = 3
"""Seconds before a change, as people leave them: what was written a moment ago is read again, since it might change
once more and look the same."""
WORDS: Final = frozenset(("stage", "what it cannot do without", "change", "query", "site", "dialect"))
"""Columns of words; the others are of numbers."""
SHADES: Final = ("#d8c9b8", "#b99a8c", "#a2463d", "#4a3f38")
NOTED: Final = "yunzhengfa/2010/1"
NOTE: Final = ":::{{law:note}} 第一条\n:type: 释义\n:author: 编者\n{words}\n:::\n"
PAGES: Final = {"convert": ".md", "pdf": ".pdf"}
"""Stage → ending of the files among which its largest page is told; .html for all others."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a stage took for a corpus."""

    stage: str
    """Target of make, or one of the halves of :data:`HTML`."""
    documents: int
    seconds: float
    """That one waits."""
    cpu: float
    """Seconds of all cores together."""
    memory: int
    """Bytes of all processes at the peak."""
    output: int = 0
    """Bytes of the files that it has added."""
    largest: int = 0
    """Bytes of the largest page among them."""
    change: str = ""
    """What was changed since the full build before; empty for that."""

    @property
    def per_document(self) -> float:
        """Processor time for each document, in seconds."""
        return self.cpu / self.documents


@dataclass(frozen=True, slots=True)
class Row:
    """A measure beside the others of its run."""

    measure: Measure
    growth: float
    """Time of a document, where that in the corpus of comparison is 1."""
    share: float
    """Part of the processor time of all stages for its corpus."""


@dataclass(slots=True)
class Results:
    """What a run has measured so far."""

    measured: list[Measure] = field(default_factory=list)
    floors: list[benchfloors.Floor] = field(default_factory=list)
    queries: list[benchqueries.Query] = field(default_factory=list)
    peers: list[benchpeers.Site] = field(default_factory=list)
    dialects: list[benchdialects.Speed] = field(default_factory=list)


def stages(makefile: str) -> tuple[str, ...]:
    """Read off the Makefile what ``make site`` does, in its order."""
    found = re.search(r"^STAGES *:= *(.+)$", makefile, re.MULTILINE)
    if found is None:
        raise ValueError("the Makefile has no STAGES")
    return tuple(found[1].split())


def command(stage: str, folder: Path) -> tuple[str, ...]:
    """Give the command that runs a stage: the target of make, which finds the pages read when it is to write them."""
    if stage == READ:
        places = (str(folder / "source"), str(folder / "build" / "site"), "--shards", str(folder / "build" / "shards"))
        return (sys.executable, "-m", "gazette.shards.build", *places, "--read")
    return make(folder, HTML if stage == WRITE else stage)


def files(folder: Path) -> dict[Path, int]:
    """Give the size of every file below a folder."""
    return {path: path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink()}


def measure(stage: str, folder: Path, documents: int, change: str = "") -> Measure:
    """Run a stage."""
    output = folder / "source" if stage == "convert" else folder / "build" / "site"
    before = files(output) if output.exists() else {}
    used = run(command(stage, folder), ROOT)
    added = {path: size for path, size in files(output).items() if path not in before}
    pages = PAGES.get(stage, ".html")
    largest = max((size for path, size in added.items() if path.suffix == pages), default=0)
    return Measure(stage, documents, used.seconds, used.cpu, used.memory, sum(added.values()), largest, change)


def measures(size: int, *, base: bool, changed: bool) -> Iterator[Measure | benchqueries.Query | benchfloors.Floor]:
    """Make a corpus of so many documents and take it through all stages; ask its site; for that of comparison, measure
    the floors of the stages, too; change it and build again.
    """  # noqa: D205 - one sentence
    names = stages((ROOT / "Makefile").read_text("utf-8"))
    with tempfile.TemporaryDirectory(prefix="gazette-bench-") as name:
        folder = Path(name)
        prepare(folder)
        generate.main([str(folder / "raw"), "--documents", str(size)])
        note(folder, "自本办法施行之日起算。")
        for target in names:
            for stage in (READ, WRITE) if target == HTML else (target,):
                yield measure(stage, folder, size)
        yield from benchqueries.queries(folder / "build" / "site", size)
        yield from benchfloors.floors(folder, size) if base else ()
        if not changed:
            return
        last = list(generate.issues(size))[-1]
        for number, run_ in enumerate((names, (SITE,)), 1):
            time.sleep(SETTLED)
            generate.write(folder / "raw", 1, generate.Issue(last.city, last.year + 1, number, 8))
            for stage in run_:
                yield measure(stage, folder, size, CHANGES[0])
            time.sleep(SETTLED)
            note(folder, f"自施行之日起算，见附则{'。' * number}")
            for stage in run_:
                yield measure(stage, folder, size, CHANGES[1])


def note(folder: Path, words: str) -> None:
    """Write an editor's note on a document of the corpus."""
    path = folder / "source" / "notes" / f"{NOTED}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(NOTE.format(words=words), "utf-8")


# ---- what is made of it ----


def rows(measured: Sequence[Measure]) -> list[Row]:
    """Set the measures of full builds in relation: to the same stage in another corpus, to all stages for their own."""
    full = [m for m in measured if not m.change]
    order = list(dict.fromkeys(m.stage for m in full))
    whole = [total("all", [m for m in full if m.documents == size]) for size in sorted({m.documents for m in full})]
    sums = {m.documents: m.cpu for m in whole}
    listed = sorted([*full, *whole], key=lambda m: ([*order, "all"].index(m.stage), m.documents))
    base = {m.stage: m for m in sorted(listed, key=lambda m: (m.documents == BASE, -m.documents))}
    return [Row(m, m.per_document / base[m.stage].per_document, m.cpu / sums[m.documents]) for m in listed]


def total(stage: str, measured: Sequence[Measure]) -> Measure:
    """Sum stages up that ran one after the other."""
    return Measure(
        stage,
        measured[0].documents,
        sum(m.seconds for m in measured),
        sum(m.cpu for m in measured),
        max(m.memory for m in measured),
        sum(m.output for m in measured),
        max(m.largest for m in measured),
        measured[0].change,
    )


def cells(row: Row) -> tuple[str, ...]:
    """Write a row of the table, in the order of `COLUMNS`."""
    m = row.measure
    times = (f"{m.seconds:.1f}", f"{m.documents / m.seconds:.0f}", f"{m.per_document * 1e3:.1f}")
    sizes = (f"{m.memory / 1e6:.0f}", f"{m.output / 1e6:.1f}", f"{m.largest / 1e3:.0f}")
    return (m.stage, str(m.documents), *times, f"×{row.growth:.2f}", f"{row.share:.0%}", *sizes)


def changes(measured: Sequence[Measure]) -> list[tuple[str, ...]]:
    """Set what a change took beside the full build of the same corpus, stage by stage and in all."""
    found: list[tuple[str, ...]] = []
    for change in dict.fromkeys(m.change for m in measured if m.change):
        after = [m for m in measured if m.change == change]
        full = {m.stage: m for m in measured if not m.change and m.documents == after[0].documents}
        if READ in full and WRITE in full:
            full[HTML] = total(HTML, [full.pop(READ), full.pop(WRITE)])
        staged = [m for m in after if m.stage != SITE]
        full["all"] = full[SITE] = total("all", list(full.values()))
        after = [*staged, total("all", staged), *(m for m in after if m.stage == SITE)]
        for m, whole in [(m, full[m.stage]) for m in after]:
            numbers = (
                f"{m.seconds:.1f}",
                f"{m.cpu:.1f}",
                f"{m.seconds / whole.seconds:.3f}",
                f"{m.cpu / whole.cpu:.3f}",
            )
            found.append((change, m.stage, str(m.documents), *numbers))
    return found


CHANGE_COLUMNS: Final = ("change", "stage", "docs", "s", "CPU s", "of the full build", "CPU of it")


def table(columns: Sequence[str], lines: Sequence[Sequence[str]]) -> Table:
    """Lay lines out for a terminal."""
    result = Table(box=SIMPLE, padding=0)
    for name in columns:
        result.add_column(name, justify="left" if name in WORDS else "right", no_wrap=True)
    for line in lines:
        result.add_row(*line)
    return result


def markdown(columns: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Lay lines out as a table of Markdown."""
    marks = ["---"] * len(columns)
    return "".join(f"| {' | '.join(line)} |\n" for line in (columns, marks, *lines))


def as_json(results: Results) -> str:
    """Write all that was measured."""
    data = {
        "schema": 3,
        "rows": [{**asdict(row.measure), "growth": row.growth, "share": row.share} for row in rows(results.measured)],
        "changes": [asdict(m) for m in results.measured if m.change],
        "floors": [asdict(floor) for floor in results.floors],
        "queries": [asdict(query) for query in results.queries],
        "peers": [asdict(site) for site in results.peers],
        "dialects": [{**asdict(speed), "rate": speed.rate} for speed in results.dialects],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def plot(found: Sequence[Row]) -> str:
    """Draw the processor time of a document as bars, by stages and sizes of the corpus, each with its growth."""
    longest = max(row.measure.per_document for row in found)
    sizes = sorted({row.measure.documents for row in found})
    root = etree.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "font-family": "sans-serif", "font-size": "13"})
    draw(root, "rect", width="100%", height="100%", fill="#fff")
    draw(root, "text", "Processor time of a document, by stage and documents of the corpus", x=16, y=28)
    y, stage = 40, ""
    for row in found:
        m = row.measure
        if m.stage != stage:
            y, stage = y + 10, m.stage
            draw(root, "text", stage, x=16, y=y + 14)
        width = round(360 * m.per_document / longest, 1)
        draw(root, "text", str(m.documents), x=140, y=y + 14)
        draw(root, "rect", x=180, y=y + 2, width=width, height=16, fill=SHADES[sizes.index(m.documents) % len(SHADES)])
        draw(root, "text", f"{m.per_document * 1e3:.1f} ms  ×{row.growth:.2f}", x=188 + width, y=y + 14)
        y += 20
    root.set("viewBox", f"0 0 680 {y + 16}")
    return etree.tostring(root, encoding="unicode", pretty_print=True)


def draw(parent: etree._Element, shape: str, words: str | None = None, **attributes: float | str) -> None:
    """Add a shape, or words, to a drawing."""
    etree.SubElement(parent, shape, {name: str(value) for name, value in attributes.items()}).text = words


def whole_issues(text: str) -> int:
    """Read a size: a multiple of the documents in an issue."""
    size = int(text)
    if size <= 0 or size % generate.SIZE:
        raise argparse.ArgumentTypeError(f"{text} is not a multiple of {generate.SIZE}")
    return size


def setting() -> str:
    """Tell on what is measured: not only machines, builds of the same Python differ, too."""
    python = f"{platform.python_implementation()} {platform.python_version()} of {sys.base_prefix}"
    return f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores; {python}"


def report(out: Path, results: Results) -> None:
    """Write what was measured so far into a folder."""
    found = rows(results.measured)
    taken = {(row.measure.stage, row.measure.documents): row.measure.per_document for row in found}
    tables: list[tuple[Sequence[str], Sequence[Sequence[str]]]] = [
        (COLUMNS, [cells(row) for row in found]),
        (benchfloors.COLUMNS, benchfloors.cells(results.floors, taken)),
        (CHANGE_COLUMNS, changes(results.measured)),
        (benchqueries.COLUMNS, benchqueries.cells(results.queries)),
        (benchpeers.COLUMNS, benchpeers.cells(results.peers)),
        (benchdialects.COLUMNS, benchdialects.cells(results.dialects)),
    ]
    tables = [(columns, lines) for columns, lines in tables if lines]
    out.mkdir(parents=True, exist_ok=True)
    (out / "bench.json").write_text(as_json(results), "utf-8")
    (out / "bench.md").write_text("\n".join([f"{setting()}\n", *(markdown(*each) for each in tables)]), "utf-8")
    if found:
        (out / "bench.svg").write_text(plot(found), "utf-8")
    console = Console(highlight=False)
    console.print(setting())
    for each in tables:
        console.print(table(*each))


def main(argv: Sequence[str] | None = None) -> int:
    """Run from the command line; 0 when every stage has run, 1 when one has failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure speed, as ratios.")
    parser.add_argument("--sizes", nargs="*", type=whole_issues, default=SIZES, help="documents of each corpus")
    parser.add_argument("--raw", nargs="*", type=Path, default=(), help="raw gazettes to read, too")
    parser.add_argument("--peers", action="store_true", help="build the same pages with other generators, too")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "bench")
    arguments = parser.parse_args(argv)
    console = Console(stderr=True, highlight=False)
    results = Results()
    sizes = sorted(set(arguments.sizes))
    base = BASE if BASE in sizes else min(sizes, default=0)
    edited = max((size for size in sizes if size <= EDITED), default=0)
    try:
        for speed in benchdialects.speeds(arguments.raw) if sizes else ():
            console.print(f"{speed.dialect}: {speed.rate:.1f} MB/s")
            results.dialects.append(speed)
        for size in sizes:
            for m in measures(size, base=size == base, changed=size == edited):
                if isinstance(m, Measure):
                    console.print(f"{size} documents, {m.stage}{m.change and ', after '}{m.change}: {m.seconds:.1f} s")
                    results.measured.append(m)
                elif isinstance(m, benchqueries.Query):
                    results.queries.append(m)
                else:
                    results.floors.append(m)
        if arguments.peers:
            for site in benchpeers.sites(arguments.out / "peers"):
                console.print(f"{site.name}: {site.seconds:.1f} s")
                results.peers.append(site)
    except (CommandError, UnreadableError, OSError) as error:
        console.print(str(error), markup=False)
        return 1
    finally:
        if results.measured or results.peers:
            report(arguments.out, results)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
