"""Write the Typst tree in shards, on all cores: ``python -m gazette.typst.build source build/typst --shards DIR``.

The shards are those of the pages (:mod:`gazette.shards.build`), so that nothing is read twice. The text of a document
is written again when what it is made of is another one: its MyST, its notes, its record, what other documents decide
about its links, the program and its configuration. All else is written again when a record, an issue or a status is
another one.

With ``--pages SITE`` it writes the pages first: what both need is read once.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from sphinx.errors import SphinxError

from ..addresses import DOCUMENTS, NOTES
from ..corpusfile import FILE, CorpusError
from ..digests import Digests, digest_of
from ..law.graph import Graph
from ..pinyin import speller
from ..shards import build as pages
from ..shards import exchange
from ..shards.build import SPELLED, Read, read
from ..shards.tasks import Report, Settings, Task, each
from ..site import Site
from ..whole import kept_json, write_whole
from ..workers import alone
from .builder import TypstBuilder
from .tree import library, stands, write_frame

TEXTS = "typst.json"
"""Of the folder of shards: by docname, what its text was made of; under no name, what all else was made of."""
SOURCES = "typst-sources.json"
"""Of the same folder: digests of files of the source."""


def build(known: Read) -> tuple[int, tuple[str, ...]]:
    """Write the tree, the output of what was read; give how many texts were written, and Sphinx's warnings."""
    settings = known.settings
    whole = exchange.whole(settings.folder)
    view = whole.site(settings.source / FILE, date.fromisoformat(known.settings.overrides["gazette_today"]))
    path = settings.folder / TEXTS
    before = kept_json(path) or {}
    files = Digests(settings.source, settings.folder / SOURCES)
    now = {"": _frame(known, view, whole, files)} | _texts(known, view, whole, files)
    outdated = {name for name in now if now[name] != before.get(name) or not stands(settings.out, name)}
    path.unlink(missing_ok=True)
    wrote = each(_write, list(_tasks(known, outdated)), settings)
    warnings = tuple(dict.fromkeys(line for report in (*known.reports, *wrote) for line in report.warnings))
    if "" in outdated:
        release, base_url = (str(known.configuration.get(name, "")) for name in ("release", "gazette_base_url"))
        write_frame(settings.out, settings.source, view, release, base_url)
        speller.keep(settings.folder / SPELLED)
    files.save()
    if not warnings:  # else all is said again
        write_whole(path, (json.dumps(now, indent=1) + "\n").encode())
    return len(outdated - {""}), warnings


def _frame(known: Read, view: Site, whole: exchange.Whole, files: Digests) -> str:
    """Give a digest of what all is made of that is of no document."""
    read = [(name, files[name]) for name in (FILE, *library(known.settings.source))]
    program = {state.version for state in known.kept.values()}
    ended = (whole.graph.repealed(), whole.graph.lapsed(), view.today)
    return digest_of(read, program, ended, whole.issues)


def _texts(known: Read, view: Site, whole: exchange.Whole, files: Digests) -> dict[str, str]:
    """Give, by document, a digest of what its text is made of."""
    found = {}
    for shard in known.shards:
        program = known.kept[shard.name].version
        for name in shard.docnames:
            document = view.corpus.by_id.get(name.removeprefix(DOCUMENTS)) if name.startswith(DOCUMENTS) else None
            if document is None:
                continue
            read = [files[page] if page in shard.files else "" for page in (f"{name}.md", f"{NOTES}{document.id}.md")]
            said = (document.title, document.name, document.docno, document.kind, document.day, document.citations)
            found[name] = digest_of(program, read, said, _leads(whole.graph, name))
    return found


def _leads(graph: Graph, name: str) -> tuple[object, ...]:
    """Give where the links of a document and of its notes lead; who cites it is told on the site alone."""
    notes = graph.notes.get(name)
    return (graph.answers[name], graph.answers[notes.docname] if notes else ())


def _tasks(known: Read, outdated: set[str]) -> Iterable[Task]:
    for shard in known.shards:
        if pages := outdated.intersection(shard.docnames):
            yield Task(known.settings, shard.name, fresh=False, pages=frozenset(pages))


def _write(task: Task) -> Report:
    """Write texts of a shard."""
    with task.sphinx(TypstBuilder.name) as (app, warnings):
        assert isinstance(app.builder, TypstBuilder)
        app.builder.pending = task.pages
        app.build()
        return task.report((), warnings)


def main(argv: Sequence[str] | None = None) -> int:
    """Run from the command line; 1 where there was a warning, 2 where nothing could be written."""
    parser = argparse.ArgumentParser(prog="python -m gazette.typst.build", description="Write the Typst tree.")
    parser.add_argument("source", type=Path, help="folder of MyST files and corpus.json")
    parser.add_argument("tree", type=Path, help="folder of the tree")
    parser.add_argument("--shards", type=Path, required=True, metavar="DIR", help="those of gazette.shards.build")
    parser.add_argument("--pages", type=Path, metavar="SITE", help="write the pages first, into this folder")
    parser.add_argument("--conf", type=Path, default=Path(), metavar="DIR", help="folder of conf.py (default: here)")
    args = parser.parse_args(argv)
    start = time.perf_counter()
    source, tree, shards, conf = (path.resolve() for path in (args.source, args.tree, args.shards, args.conf))
    settings = Settings(source, tree, shards, conf, overrides={}, jobs=os.cpu_count() or 1)
    said: Sequence[str] = ()
    try:
        if args.pages:
            built, known = pages.build(replace(settings, out=args.pages.resolve()))
            pages.tell(built, start)
            said = built.warnings
            known = replace(known, settings=replace(known.settings, out=tree))
        else:
            known = read(settings)
        written, warnings = build(known)
    except (SphinxError, CorpusError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    new = [line for line in warnings if line not in said]
    summary = f"{written} texts written, {time.perf_counter() - start:.1f} s"
    sys.stderr.writelines(f"{line}\n" for line in (*new, summary))
    return 1 if said or new else 0


if __name__ == "__main__":
    alone(main)
