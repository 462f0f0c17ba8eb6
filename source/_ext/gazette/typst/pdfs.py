"""Set PDFs from their main files, on all cores and in bounded memory.

The compiler keeps what it has laid out, so that documents and the issue that holds them cost less one after the other
than apart; and it never gives that memory back. So jobs go in batches, in the order given, each batch to a process of
its own that ends with it.
"""

import datetime as dt
import multiprocessing
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from multiprocessing import forkserver
from multiprocessing.connection import Connection, wait
from pathlib import Path

import typst

from ..command import end_when_interrupted
from ..whole import write_whole
from .fonts import load_fonts

STANDARDS: "tuple[typst.PDFStandard, ...]" = ("a-2b", "ua-1")
STANDARDS_NAME = "PDF/A-2b + PDF/UA-1"
LEAST, MOST = 250_000, 4_000_000
"""Bytes of sources for which a process is worth its start, and after which it should end."""
SHARES = 4
"""Batches for each core, so that all end at about the same time."""
GLYPH_RE = re.compile(r'the text `"(?P<text>(?:[^"\\]|\\.)+)"`|codepoint `"(?P<point>[^"]+)"`')
"""How the compiler names what it has no glyph for, and what may not stand in a PDF at all."""
ESCAPED_RE = re.compile(r"\\u\{([0-9a-f]+)\}")

_PROCESSES = multiprocessing.get_context("forkserver")
"""Starts processes from one that has loaded this module, and nothing else: a compiler does not outlive a fork."""
_PROCESSES.set_forkserver_preload([__name__])


class TypesettingError(RuntimeError):
    """Some files cannot be set; one line for each fault."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the PDFs of a script have in common."""

    root: Path
    """Folder of the sources."""
    inputs: Mapping[str, str]
    """For the library: script, families of faces, standards."""
    timestamp: dt.datetime
    packaged: bool
    """Whether installed fonts are left out."""


@dataclass(frozen=True, slots=True)
class Job:
    """One PDF in one script."""

    setting: Setting
    name: str
    """Of the PDF, without ending; its main file is pdf/<name>.typ."""
    weight: int
    """Bytes of the sources that it reads."""
    made: Path
    """Where the PDF is put."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the compiler said of a job."""

    job: Job
    warnings: tuple[str, ...] = ()
    fault: str | None = None


def get_ready() -> None:
    """Start what processes are started from, which takes a moment that something else can use."""
    forkserver.ensure_running()


def set_all(jobs: Sequence[Job], progress: Callable[[int, int], None] = lambda _done, _all: None) -> list[str]:
    """Set the jobs; give the compiler's warnings, in order of the jobs.

    Raises:
        TypesettingError: a file cannot be set; all faults are named.

    """
    cores = os.cpu_count() or 1
    weight = sum(job.weight for job in jobs)
    cut = batches(jobs, min(MOST, max(LEAST, weight // (cores * SHARES))))
    answers: dict[Path, Answer] = {}
    progress(0, len(jobs))
    for answer in _apart(cut, cores):
        answers[answer.job.made] = answer
        progress(len(answers), len(jobs))
    if missing := [f"{job.name}.pdf" for job in jobs if job.made not in answers]:
        raise TypesettingError(f"{', '.join(missing)}: the compiler broke off, perhaps for want of memory")
    said = [answers[job.made] for job in jobs]
    _raise_faults(said)
    return [f"{answer.job.name}.pdf: {warning}" for answer in said for warning in answer.warnings]


def batches(jobs: Iterable[Job], most: int) -> list[list[Job]]:
    """Cut jobs into runs of one setting, no heavier than `most` where they have more than one; heaviest first."""
    cut: list[list[Job]] = []
    room = 0
    for job in jobs:
        if job.weight > room or job.setting != cut[-1][-1].setting:
            cut.append([])
            room = most
        cut[-1].append(job)
        room -= job.weight
    return sorted(cut, key=lambda batch: -sum(job.weight for job in batch))


def _apart(cut: Iterable[Sequence[Job]], cores: int) -> Iterator[Answer]:
    """Set batches, each in a process of its own, as many at a time as there are cores; give answers as they come."""
    coming = iter(cut)
    running = {_start(batch): batch for batch in islice(coming, cores)}
    while running:
        ready = wait(list(running))
        for receiver in [each for each in running if each in ready]:
            try:
                yield receiver.recv()
            except EOFError:
                running.pop(receiver)
                running |= {_start(batch): batch for batch in islice(coming, 1)}


def _start(batch: Sequence[Job]) -> Connection:
    """Start a process that sets a batch; give the end from which its answers are read."""
    receiver, sender = _PROCESSES.Pipe(duplex=False)
    _PROCESSES.Process(target=_send, args=(batch, sender)).start()
    sender.close()
    return receiver


def _send(batch: Sequence[Job], sender: Connection) -> None:
    """Set a batch, and send an answer for each job."""
    end_when_interrupted()
    os.environ["RAYON_NUM_THREADS"] = "1"  # of the compiler: the other cores have batches of their own
    for answer in set_batch(batch):
        sender.send(answer)


def set_batch(batch: Sequence[Job]) -> Iterator[Answer]:
    """Set jobs of one setting with one compiler."""
    setting = batch[0].setting
    fonts = load_fonts(packaged=setting.packaged)
    compiler = typst.Compiler(root=setting.root, font_paths=fonts, sys_inputs=dict(setting.inputs))
    for job in batch:
        try:
            data, warnings = compiler.compile_with_warnings(
                input=setting.root / f"pdf/{job.name}.typ",
                format="pdf",
                pdf_standards=list(STANDARDS),
                timestamp=setting.timestamp,
            )
        except typst.TypstError as error:
            yield Answer(job, fault=explain(error.diagnostic))
            continue
        try:
            write_whole(job.made, data if isinstance(data, bytes) else b"".join(data or ()))
        except OSError as error:  # which only the process that started this one can tell
            yield Answer(job, fault=error.strerror)
            continue
        yield Answer(job, tuple(warning.diagnostic for warning in warnings))


def explain(diagnostic: str) -> str:
    """Cut a diagnostic to what is wrong and where, and add the code points of characters without glyph."""
    fault = diagnostic.partition("\n\nhelp:")[0].strip()
    found = GLYPH_RE.search(fault)
    if found is None:
        return fault
    text = ESCAPED_RE.sub(lambda point: chr(int(point[1], 16)), found["text"] or found["point"])
    return f"{fault}\n  = code points: {' '.join(f'U+{ord(char):04X}' for char in text)}"


def _raise_faults(answers: Iterable[Answer]) -> None:
    faults: dict[str, list[str]] = {}
    for answer in answers:
        if answer.fault is not None:
            faults.setdefault(answer.fault, []).append(f"{answer.job.name}.pdf")
    if faults:
        raise TypesettingError(
            "\n".join(f"{', '.join(sorted(names))}: {fault}" for fault, names in sorted(faults.items()))
        )
