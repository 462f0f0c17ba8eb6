"""Tasks of a build in shards (:mod:`gazette.shards.build`): what each is told and tells, and how they are done."""

import gc
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from io import StringIO
from multiprocessing import get_context
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

from sphinx.application import Sphinx, builtin_extensions
from sphinx.errors import ExtensionError, SphinxError
from sphinx.util.console import color_terminal, nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils

from ..command import REFUSALS

__all__ = ["TASKS", "Report", "Settings", "Task", "each"]

LOADED = (*builtin_extensions, "myst_parser.sphinx_ext.main", "sphinx_design.extension", "gazette.extension")
"""Modules that Sphinx loads by name, or that these load late: here they are loaded once, before processes fork."""
DICTIONARIES = ("pypinyin",)
"""Modules that take long to load, and are not needed for a few pages."""
WRITING = logging.getLogger("sphinx.sphinx.builders.html")
"""To which Sphinx tells what happens to pages."""
TASKS = 6
"""Tasks of a process. Its first makes ready what the others find; when it ends, all that it held is freed."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What all processes of a build share."""

    source: Path
    out: Path
    folder: Path
    """Where the shards are, and what is kept for the next build."""
    confdir: Path
    overrides: Mapping[str, Any]
    """Values instead of those of conf.py."""
    jobs: int
    """Processes at a time."""

    def page(self, docname: str) -> Path:
        """Give the file of a page."""
        return self.out / docname / "index.html"


@dataclass(frozen=True, slots=True)
class Task:
    """What the process of a shard is told."""

    settings: Settings
    shard: str
    fresh: bool
    """Whether nothing that earlier builds have kept may be used."""
    pages: frozenset[str] = frozenset()
    """Pages to write."""

    @contextmanager
    def sphinx(self, builder: str) -> Iterator[tuple[Sphinx, StringIO]]:
        """Start Sphinx; gives the stream of its warnings, too. What it does to docutils ends with it.

        Raises:
            SphinxError: what an earlier build has kept of the shard cannot be read.
            OSError: the system refuses, also where Sphinx would tell that one of its listeners has failed.

        """
        folder, warnings = self.settings.folder / self.shard, StringIO()
        with patch_docutils(self.settings.confdir), docutils_namespace():
            try:
                app = Sphinx(
                    srcdir=folder / "source",
                    confdir=self.settings.confdir,
                    outdir=self.settings.out,
                    doctreedir=folder / "doctrees",
                    buildername=builder,
                    confoverrides={**self.settings.overrides, "gazette_shard": str(folder)},
                    status=None,
                    warning=warnings,
                    freshenv=self.fresh,
                )
                yield app, warnings
            except (UnpicklingError, EOFError) as error:
                raise SphinxError(f"{folder}: what is kept there cannot be read; remove it, and build again") from error
            except ExtensionError as error:
                if isinstance(error.orig_exc, OSError):
                    raise error.orig_exc from error
                raise

    def report(self, pages: Iterable[str], warnings: StringIO) -> "Report":
        """Tell what was done; places are those of the source, not of the links to it."""
        here, there = f"{self.settings.folder / self.shard / 'source'}/", f"{self.settings.source}/"
        return Report(self.shard, frozenset(pages), tuple(warnings.getvalue().replace(here, there).splitlines()))


@dataclass(frozen=True, slots=True)
class Report:
    """What the process of a shard tells the one that started it."""

    shard: str
    pages: frozenset[str]
    """Pages read; of the frame, when it is written, the paths of all pages that it made."""
    warnings: tuple[str, ...]


def each(work: Callable[[Task], Report], tasks: Sequence[Task], settings: Settings) -> list[Report]:
    """Do the tasks in processes that share what this one holds, a few in each; a single one in this process."""
    if not tasks:
        return []
    if not color_terminal():
        nocolor()  # as Sphinx's own command does
    for name in (*LOADED, *(DICTIONARIES if len(tasks) > settings.jobs else ())):
        import_module(name)
    with _spared():
        if len(tasks) == 1:
            return [work(tasks[0])]
        with get_context("fork").Pool(min(settings.jobs, len(tasks)), maxtasksperchild=TASKS) as pool:
            return pool.map(work, tasks, chunksize=1)


def _break_off(record: logging.LogRecord) -> bool:
    """Break the build off where a page cannot be written: Sphinx would warn of each, and go on."""
    for error in record.args if isinstance(record.args, tuple) else ():
        if isinstance(error, OSError) and error.errno in REFUSALS:
            raise error
    return True


@contextmanager
def _spared() -> Iterator[None]:
    """Spare tasks what they do not need: collecting garbage, making messages that nobody reads, going on in vain."""
    collecting, silent = gc.isenabled(), logging.root.manager.disable
    gc.disable()
    logging.disable(logging.INFO)
    WRITING.addFilter(_break_off)
    try:
        yield
    finally:
        WRITING.removeFilter(_break_off)
        logging.disable(silent)
        if collecting:
            gc.enable()
