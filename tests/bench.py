"""The benchmark: ``python -m tests.bench [--sizes 50 100] [--articles 20]`` → build/bench/bench.json and bench.svg.

Corpora of generated gazettes go through the stages of ``make site``, each stage in processes of its own, in a temporary
folder. Seconds are those of one machine on one day; what can be compared are the ratios within one run: how the time of
a document grows from the smallest corpus to the others (1 is linear), and the share of each stage. Ratios are of
processor time, which other work on the machine hardly changes; the time that one waits stands beside it.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from lxml import etree
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

ROOT: Final = Path(__file__).parents[1]
ISSUE: Final = 10
"""Documents in an issue of the gazette."""
TAKEN: Final = ("_typst", "terms", "index.md", "about.md")
"""What a corpus takes from the project's source: all but the documents, and what editors wrote about them."""
COLUMNS: Final = ("stage", "docs", "ms/doc", "CPU ms", "growth", "share", "peak MB", "out MB", "largest kB")
SHADES: Final = ("#c9b8a6", "#a2463d", "#4a3f38")

Command = tuple[str, ...]


class BenchError(RuntimeError):
    """A stage has failed, with the end of what it said."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the build."""

    name: str
    """As its target of make."""
    commands: tuple[Command, ...]
    """Arguments of the interpreter."""
    output: Path
    """Folder into which it writes what counts."""
    pages: str
    """Ending of the files among which the largest is told."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a stage took for a corpus."""

    stage: str
    documents: int
    seconds: float
    """That one waits."""
    cpu: float
    """Seconds of all cores together."""
    memory: int
    """Bytes of its largest process, at the peak."""
    output: int
    """Bytes of the files that it has added."""
    largest: int
    """Bytes of the largest page among them."""

    @property
    def per_document(self) -> float:
        """Processor time for each document, in seconds."""
        return self.cpu / self.documents


@dataclass(frozen=True, slots=True)
class Row:
    """A measure beside the others of its run."""

    measure: Measure
    growth: float
    """Time of a document, where that in the smallest corpus is 1."""
    share: float
    """Part of the processor time of all stages for its corpus."""


def stages(folder: Path) -> tuple[Stage, ...]:
    """List the stages of ``make site`` for a folder with ``raw`` and ``source`` in it."""
    raw, source, site, typst = (str(folder / name) for name in ("raw", "source", "site", "typst"))
    sphinx = ("-m", "sphinx", "-c", str(ROOT), "-q", "-j", "auto", "-d", str(folder / "doctrees"))
    variants: Command = ("-m", "converters.variants", site, "--source", source)
    typeset: Command = ("-m", "gazette.typst_compile", typst, f"{site}/pdf")
    return (
        Stage("convert", (("-m", "converters", raw, "--out", source),), folder / "source", ".md"),
        Stage("html", ((*sphinx, "-b", "dirhtml", source, site),), folder / "site", ".html"),
        Stage("variants", (variants,), folder / "site", ".html"),
        Stage("pdf", ((*sphinx, "-b", "typst", source, typst), typeset), folder / "site", ".pdf"),
    )


def run(command: Command) -> tuple[float, int]:
    """Run the interpreter; give the seconds of all cores, and the bytes of the largest process at its peak.

    Raises:
        BenchError: the command has failed.

    """
    environment = os.environ | {"PYTHONPATH": str(ROOT / "source" / "_ext"), "PYTHONHASHSEED": "0"}
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            (sys.executable, *command), cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=said
        )
        # Of one child and those it has waited for; getrusage would tell the peak of all stages so far.
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise BenchError(f"{' '.join(command)}: exit {process.returncode}\n{said.read().decode()[-2000:]}")
    unit = 1 if sys.platform == "darwin" else 1024
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit


def files(folder: Path) -> dict[Path, int]:
    """Give the size of every file below a folder."""
    return {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()}


def measure(stage: Stage, folder: Path) -> Measure:
    """Run a stage; the first makes corpus.json, which says how many documents there are."""
    before = files(stage.output)
    start = time.perf_counter()
    used = [run(command) for command in stage.commands]
    seconds = time.perf_counter() - start
    added = {path: size for path, size in files(stage.output).items() if path not in before}
    documents = len(json.loads((folder / "source" / "corpus.json").read_text("utf-8"))["documents"])
    return Measure(
        stage.name,
        documents,
        seconds,
        cpu=sum(cpu for cpu, _ in used),
        memory=max(memory for _, memory in used),
        output=sum(added.values()),
        largest=max((size for path, size in added.items() if path.suffix == stage.pages), default=0),
    )


def measures(size: int, articles: int) -> Iterator[Measure]:
    """Make a corpus of so many documents, and take it through all stages."""
    with tempfile.TemporaryDirectory(prefix="gazette-bench-") as name:
        folder = Path(name)
        (folder / "source").mkdir()
        for part in TAKEN:
            (folder / "source" / part).symlink_to(ROOT / "source" / part)
        shape = ("--issues", str(size // ISSUE), "--documents", str(ISSUE), "--articles", str(articles))
        run(("-m", "tests.generate", str(folder / "raw"), *shape))
        for stage in stages(folder):
            yield measure(stage, folder)


def rows(measured: Sequence[Measure]) -> list[Row]:
    """Set measures in relation: each to its stage in the smallest corpus, and to all stages for its own."""
    smallest = {m.stage: m for m in sorted(measured, key=lambda m: m.documents, reverse=True)}
    whole = {m.documents: sum(o.cpu for o in measured if o.documents == m.documents) for m in measured}
    order = list(dict.fromkeys(m.stage for m in measured))
    return [
        Row(m, m.per_document / smallest[m.stage].per_document, m.cpu / whole[m.documents])
        for m in sorted(measured, key=lambda m: (order.index(m.stage), m.documents))
    ]


def cells(row: Row) -> tuple[str, ...]:
    """Write a row of the table, in the order of `COLUMNS`."""
    m = row.measure
    times = (m.seconds / m.documents * 1e3, m.per_document * 1e3)
    sizes = (f"{m.memory / 1e6:.0f}", f"{m.output / 1e6:.1f}", f"{m.largest / 1e3:.0f}")
    return (m.stage, str(m.documents), *(f"{ms:.1f}" for ms in times), f"×{row.growth:.2f}", f"{row.share:.0%}", *sizes)


def table(found: Sequence[Row]) -> Table:
    """Lay the rows out for a terminal."""
    result = Table(box=SIMPLE, padding=0)
    for name in COLUMNS:
        result.add_column(name, justify="left" if name == "stage" else "right", no_wrap=True)
    for row in found:
        result.add_row(*cells(row))
    return result


def as_json(found: Sequence[Row], articles: int) -> str:
    """Write the rows with all that was measured."""
    listed = [{**asdict(row.measure), "growth": row.growth, "share": row.share} for row in found]
    return json.dumps({"schema": 1, "articles": articles, "rows": listed}, ensure_ascii=False, indent=1) + "\n"


def plot(found: Sequence[Row]) -> str:
    """Draw the processor time of a document as bars, by stages and sizes of the corpus, each with its growth."""
    longest = max(row.measure.per_document for row in found)
    sizes = sorted({row.measure.documents for row in found})
    root = etree.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "font-family": "sans-serif", "font-size": "13"})
    draw(root, "rect", width="100%", height="100%", fill="#fff")
    draw(
        root,
        "text",
        "Processor time of a document, by stage and documents of the corpus; × the smallest corpus",
        x=16,
        y=28,
    )
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
    if size <= 0 or size % ISSUE:
        raise argparse.ArgumentTypeError(f"{text} is not a multiple of {ISSUE}")
    return size


def main(argv: Sequence[str] | None = None) -> int:
    """Run from the command line; 0 when every stage has run, 1 when one has failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure speed, as ratios.")
    parser.add_argument("--sizes", nargs="+", type=whole_issues, default=[50, 100], help="documents of each corpus")
    parser.add_argument("--articles", type=int, default=20, help="in each rule")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "bench")
    arguments = parser.parse_args(argv)
    console, measured = Console(stderr=True, highlight=False), []
    try:
        for size in sorted(set(arguments.sizes)):
            for m in measures(size, arguments.articles):
                console.print(f"{size} documents, {m.stage}: {m.seconds:.1f} s")
                measured.append(m)
    except BenchError as error:
        console.print(str(error), markup=False)
        return 1
    found = rows(measured)
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "bench.json").write_text(as_json(found, arguments.articles), "utf-8")
    (arguments.out / "bench.svg").write_text(plot(found), "utf-8")
    Console(highlight=False).print(table(found))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
