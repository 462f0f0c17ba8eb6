"""Build the pages of the site in shards, on all cores: ``python -m gazette.shards.build source build/site``.

1. The source is cut into shards (:mod:`gazette.shards.plan`).
2. Every shard whose pages have changed is read, each by a Sphinx of its own (:mod:`gazette.shards.tasks`).
3. What the shards tell each other is brought together, once; the processes that write are forked from the one that
   holds it (:mod:`gazette.shards.exchange`).
4. Pages that were read, or that show something else of others than before, are written, and the frame, if the shards
   tell it something else; then what is made of finished pages.
5. Pages that earlier builds have left and that nobody has written are removed.

Nothing but files goes from one step to the next, and what a step does depends on the files alone. So a build that is
broken off goes on where it was, and steps 2 and 4 can be spread over machines.

Every page is, to the byte, as ``sphinx-build -b dirhtml`` writes it. There, one process holds everything, and half of
its time goes into carrying documents between workers, and into a garbage collector that looks at all of them again and
again; here a process does a few shards, collects nothing, and ends.
"""

import argparse
import os
import shutil
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from sphinx.builders.html import INVENTORY_FILENAME
from sphinx.config import eval_config_file
from sphinx.errors import ExtensionError, SphinxError
from sphinx.util.tags import Tags

from .. import corpusfile
from ..addresses import DOCUMENTS
from ..corpusfile import CorpusError
from ..digests import digest_of
from ..law.events import citations
from ..law.notes import left_out
from ..law.recording import states
from ..pinyin import speller
from ..workers import alone
from . import exchange
from .builders import FRAME, FrameBuilder, LastBuilder, ReadBuilder, ShardBuilder
from .freshness import digests
from .kept import ShardState, begun, load, program, save, stands, sweep
from .plan import HOME, Shard, link, plan
from .tasks import Report, Settings, Task, each

__all__ = ["SPELLED", "Built", "Read", "build", "main", "read", "tell"]

CORPUS = "corpus.pickle"
"""What was read of corpus.json, in the folder of the shards."""
SPELLED = "pinyin.json"
"""What has been spelled in pinyin, in the folder of the shards."""
ONCE = (corpusfile.FILE, INVENTORY_FILENAME)
"""What stands beside the pages of the frame."""
NAMED = 3
"""How many files of notes that are left out are named: one may have a misspelled name, all may be of other gazettes."""


@dataclass(frozen=True, slots=True)
class Read:
    """A source that is read."""

    settings: Settings
    """With the day for which statuses are told."""
    configuration: Mapping[str, Any]
    shards: Sequence[Shard]
    kept: Mapping[str, ShardState]
    """By shard: what was kept of it from the build before."""
    inputs: Mapping[str, str]
    """By shard: digest of what was read."""
    reports: Sequence[Report]
    """Of the shards that had to be read."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did."""

    read: int
    """Pages read."""
    written: int
    """Pages of documents, issues and notes written."""
    warnings: tuple[str, ...]
    citations: str
    """What became of them."""
    left_out: Sequence[str]
    """Files of notes on documents that the corpus does not hold."""


def build(settings: Settings) -> tuple[Built, Read]:
    """Build the site; give what it was built from, too.

    Raises:
        CorpusError: the source has no corpus.json, or another than expected.
        SphinxError: what people have written or configured cannot be built at all.

    """
    _clear(settings)
    known = read(settings)
    settings, shards, kept, inputs = known.settings, known.shards, known.kept, known.inputs
    shown = _shown(known)
    speller.keep(settings.folder / SPELLED)
    pending = _pending(shards, kept, shown, known.reports, settings)
    for name in pending:
        save(settings.folder / name, ShardState(kept[name].version))  # for the case that the build is broken off
    order = sorted(pending, key=lambda name: name != FRAME)  # the frame takes longest
    wrote = each(_write, [Task(settings, name, fresh=False, pages=pending[name]) for name in order], settings)
    wrote += each(_last, [Task(settings, FRAME, fresh=False)] if wrote else [], settings)

    reports = (*known.reports, *wrote)
    faulty = {report.shard for report in reports if report.warnings}  # told again until there is no fault
    for name in {*(report.shard for report in known.reports), *pending} - faulty:
        save(settings.folder / name, replace(kept[name], read=inputs[name], shown=shown[name]))
    pages = [f"{name}/index.html" for shard in shards if shard.name != FRAME for name in shard.docnames]
    frame = frozenset[str]().union(*(report.pages for report in wrote if report.shard == FRAME))
    sweep(settings.folder, settings.out, pages, frame, whole=FRAME in pending)
    built = Built(
        read=sum(len(report.pages) for report in known.reports),
        written=sum(len(pages) for pages in pending.values()),
        warnings=tuple(dict.fromkeys(line for report in reports for line in report.warnings)),
        citations=citations(exchange.whole(settings.folder).graph),
        left_out=left_out(settings.source),
    )
    return built, known


def _read_only(settings: Settings) -> Built:
    """Read, so that a later build has only to write."""
    _clear(settings)
    reports = read(settings).reports
    if not begun(settings.folder):
        sweep(settings.folder, settings.out, (), (), whole=True)
    warnings = tuple(line for report in reports for line in report.warnings)
    return Built(sum(len(report.pages) for report in reports), 0, warnings, "", ())


def _clear(settings: Settings) -> None:
    """Begin anew where nobody knows which pages stand, or what stands once is no longer there."""
    if not stands(settings.folder, settings.out):
        for folder in (settings.folder, settings.out):
            shutil.rmtree(folder, ignore_errors=True)


def read(settings: Settings) -> Read:
    """Read the pages of the shards that have changed; what they tell each other can then be brought together.

    Raises:
        CorpusError: the source has no corpus.json, or another than expected.
        SphinxError: what people have written or configured cannot be built at all.

    """
    speller.recall(settings.folder / SPELLED)
    configuration = eval_config_file(settings.confdir / "conf.py", Tags()) | dict(settings.overrides)
    today = str(configuration["gazette_today"])
    settings = replace(settings, overrides={**settings.overrides, "gazette_today": today})
    current = program(configuration)
    corpusfile.load_kept(settings.source / corpusfile.FILE, settings.folder / CORPUS, current)
    if not (settings.source / HOME).exists():
        raise ExtensionError(f"{settings.source / HOME}: not found; it is the home page")
    shards = plan(settings.source, configuration.get("exclude_patterns", ()))
    _link(shards, settings.folder)
    kept = {shard.name: load(settings.folder / shard.name, current) for shard in shards}
    inputs = {shard.name: _inputs(shard, settings.source) for shard in shards}

    unread = [shard.name for shard in shards if kept[shard.name].read != inputs[shard.name]]
    for name in unread:
        save(settings.folder / name, ShardState(current))  # for the case that the build is broken off
    reports = each(_read, [Task(settings, name, not kept[name].read) for name in unread], settings)
    for name in {report.shard for report in reports if not report.warnings}:  # the others are read, and told, again
        save(settings.folder / name, replace(kept[name], read=inputs[name], shown=None))
    return Read(settings, configuration, shards, kept, inputs, reports)


def _read(task: Task) -> Report:
    """Read the pages of a shard."""
    with task.sphinx(ReadBuilder.name) as (app, warnings):
        app.build()
        assert isinstance(app.builder, ReadBuilder)
        return task.report(app.builder.updated, warnings)


def _write(task: Task) -> Report:
    """Write pages of a shard; of the frame, all."""
    with task.sphinx(FrameBuilder.name if task.shard == FRAME else ShardBuilder.name) as (app, warnings):
        if isinstance(app.builder, ShardBuilder):
            app.builder.pending = task.pages
        app.build()
        if isinstance(app.builder, FrameBuilder):  # whose indices spell all titles
            speller.keep(task.settings.folder / SPELLED)
        return task.report((*app.builder.made, *ONCE) if isinstance(app.builder, FrameBuilder) else (), warnings)


def _last(task: Task) -> Report:
    """Write what is made of the pages that are written now."""
    with task.sphinx(LastBuilder.name) as (app, warnings):
        app.build()
        assert isinstance(app.builder, LastBuilder)
        return task.report(app.builder.made, warnings)


def _link(shards: Iterable[Shard], folder: Path) -> None:
    """Make the folders of the shards, and take away those of shards that are none now."""
    for shard in shards:
        link(shard, folder / shard.name / "source")
    for stale in {path for path in folder.iterdir() if path.is_dir()} - {folder / shard.name for shard in shards}:
        shutil.rmtree(stale)


def _inputs(shard: Shard, source: Path) -> str:
    """Give a digest of what is read of a shard: its pages, and what corpus.json says of their citations and terms."""
    said = states(source, [name.removeprefix(DOCUMENTS) for name in shard.docnames if name.startswith(DOCUMENTS)])
    return digest_of(shard.digest, said)


def _shown(known: Read) -> dict[str, dict[str, str]]:
    """Give, by shard and page, a digest of what the page shows of others; the frame shows what all shards tell."""
    settings, path = known.settings, known.settings.source / corpusfile.FILE
    today = date.fromisoformat(settings.overrides["gazette_today"])
    whole = exchange.whole(settings.folder)
    near = digests(whole.site(path, today), "", None)
    shown = {
        shard.name: {name: digest_of(near.get(name), _cited(whole, name)) for name in shard.docnames}
        for shard in known.shards
    }
    told = [(shard.name, exchange.told(settings.folder / shard.name)) for shard in known.shards]
    return shown | {FRAME: {"": digest_of(today, known.inputs[FRAME], told, corpusfile.load(path).digest)}}


def _cited(whole: exchange.Whole, docname: str) -> str | None:
    return whole.graph.digest(docname) if docname in whole.graph.pages else None


def _pending(
    shards: Iterable[Shard],
    states: Mapping[str, ShardState],
    shown: Mapping[str, Mapping[str, str]],
    read: Iterable[Report],
    settings: Settings,
) -> dict[str, frozenset[str]]:
    """Give the pages to write, by shard, where there are any; the frame's are all or none."""
    changed = {report.shard: report.pages for report in read}
    pending: dict[str, frozenset[str]] = {}
    for shard in shards:
        before, now = states[shard.name].shown or {}, shown[shard.name]
        other = {name for name, digest in now.items() if before.get(name) != digest}
        lost = {name for name in now if not settings.page(name).exists()}
        pages = frozenset((changed.get(shard.name, frozenset()) & now.keys()) | other | lost)
        if pages:
            pending[shard.name] = pages - {""}
    return pending


def tell(built: Built, start: float) -> int:
    """Say on standard error what a build did since some time; give the status with which its command ends."""
    some = ", ".join(built.left_out[:NAMED]) + (" …" if len(built.left_out) > NAMED else "")
    apart = some and f"left out, for the corpus has no such document: {some}"
    summary = f"{built.read} pages read, {built.written} written, {time.perf_counter() - start:.1f} s"
    sys.stderr.writelines(f"{line}\n" for line in (*built.warnings, apart, built.citations, summary) if line)
    return 1 if built.warnings else 0


def main(argv: Sequence[str] | None = None) -> int:
    """Run from the command line; 1 where there was a warning, 2 where nothing could be built."""
    parser = argparse.ArgumentParser(prog="python -m gazette.shards.build", description="Build the pages of the site.")
    parser.add_argument("source", type=Path, help="folder of MyST files and corpus.json")
    parser.add_argument("out", type=Path, help="folder of the site")
    parser.add_argument("--shards", type=Path, required=True, metavar="DIR", help="what is kept for the next build")
    parser.add_argument(
        "--jobs", type=int, default=os.cpu_count() or 1, help="processes at a time (default: all cores)"
    )
    parser.add_argument("--conf", type=Path, default=Path(), metavar="DIR", help="folder of conf.py (default: here)")
    parser.add_argument("--read", action="store_true", help="read only: write no page")
    args = parser.parse_args(argv)
    start = time.perf_counter()
    source, out, folder, confdir = (path.resolve() for path in (args.source, args.out, args.shards, args.conf))
    settings = Settings(source, out, folder, confdir, overrides={}, jobs=args.jobs)
    try:
        return tell(_read_only(settings) if args.read else build(settings)[0], start)
    except (SphinxError, CorpusError) as error:
        sys.stderr.write(f"{error}\n")
        return 2


if __name__ == "__main__":
    alone(main)
