r"""Confirmed corrections of the raw text: ``source/corrections/<raw file>.toml``, written by an editor.

The text stays as printed; a correction stands in it with an editorial mark that shows both readings. One entry::

    [[correction]]
    line = 93                    # raw line on which the printed reading begins
    printed = "国家实\n\n实验室"  # as it stands in the raw file, line ends as \\n
    right = "国家实验室"
    reason = "跨页重字"
    evidence = "同日报告单行本"    # may be left out
"""

import json
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate
from pathlib import Path

from converters.model import Block, Code, Document, Emendation, Finding


class CorrectionError(ValueError):
    """A file of corrections cannot be read; the message names it and the line on which the entry begins."""


class Misfit(StrEnum):
    """Why a correction is not made."""

    UNREAD = "the file of corrections cannot be read"
    NOWHERE = "the text does not print these words"
    ELSEWHERE = "these words stand on another line"
    UNSURE = "these words stand on the line more than once, so take in those beside them"
    PARTED = "these words do not stand in one paragraph, heading or cell"


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry of a file of corrections."""

    line: int
    """1-based raw line on which the printed reading begins."""
    printed: str
    """The printed reading as it stands in the raw file."""
    right: str
    reason: str
    evidence: str | None


_REQUIRED = {"line": (int, "a number"), "printed": (str, "text"), "right": (str, "text"), "reason": (str, "text")}
_ALLOWED = {*_REQUIRED, "evidence"}
_ENTRY_RE = re.compile(r"^[ \t]*\[\[[ \t]*correction[ \t]*\]\]", re.MULTILINE)
_FORBIDDEN = "`<>|"
"""Marks of the role that carries a correction in MyST, and of the tables that it may stand in."""


def path_of(folder: Path, file: str) -> Path:
    """Give where the corrections of a raw file stand, if there are any."""
    return folder / f"{file}.toml"


def load(folder: Path, file: str) -> tuple[Correction, ...]:
    """Give the corrections of a raw file, none where no file of corrections is there.

    Raises CorrectionError for what cannot be read or is no TOML, for anything but corrections, and for an entry that
    lacks a key, has an unknown one or cannot be set.
    """
    path = path_of(folder, file)
    if not path.exists():
        return ()
    try:
        text = path.read_text(encoding="utf-8")
        tables = tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise CorrectionError(f"{path.name}: {error}") from error
    entries = tables.pop("correction", [])
    if tables or not isinstance(entries, list):
        raise CorrectionError(f"{path.name}: only tables [[correction]] stand here; not {sorted(tables) or entries!r}")
    lines = [text.count("\n", 0, match.start()) + 1 for match in _ENTRY_RE.finditer(text)]
    lines += [0] * len(entries)  # of entries that are written otherwise
    return tuple(_correction(entry, f"{path.name}:{line}") for entry, line in zip(entries, lines, strict=False))


def _correction(entry: dict[str, object], place: str) -> Correction:
    for key, (kind, name) in _REQUIRED.items():
        if key not in entry:
            raise CorrectionError(f"{place}: {key} is missing")
        if type(entry[key]) is not kind:  # true is an int, too
            raise CorrectionError(f"{place}: {key} has to be {name}, not {entry[key]!r}")
    if unknown := entry.keys() - _ALLOWED:
        raise CorrectionError(f"{place}: unknown key {sorted(unknown)[0]!r}")
    words = f"{entry['printed']}{entry['right']}"
    if not (entry["printed"] and str(entry["right"]).strip()) or any(mark in words for mark in _FORBIDDEN):
        raise CorrectionError(f"{place}: a reading is empty or holds one of {_FORBIDDEN}: {words!r}")
    evidence = entry.get("evidence")
    return Correction(
        int(str(entry["line"])), str(entry["printed"]), str(entry["right"]), str(entry["reason"]),
        str(evidence) if evidence else None,
    )  # fmt: skip


def emend(
    documents: Sequence[Document], corrections: Sequence[Correction], raw: str, file: str
) -> tuple[list[Document], list[Finding]]:
    """Mark the corrections in the blocks that hold their printed readings.

    One whose printed reading does not begin on its line, begins there more than once, or stands in no single paragraph,
    heading or cell, is reported, never guessed.
    """
    out, findings = list(documents), []
    for correction in corrections:
        spans = _spans(raw, correction)
        place = next(
            ((i, j) for i, d in enumerate(out) for j, b in enumerate(d.blocks) if spans and _within(b, spans[0])), None
        )
        i, j = place or (0, 0)
        marked = _marked(out[i].blocks[j], spans[0], correction) if place and len(spans) == 1 else None
        if marked is None:
            findings.append(Finding(file, correction.line, Code.CORRECTION, _misfit(raw, correction, len(spans))))
            continue
        blocks = out[i].blocks
        out[i] = replace(out[i], blocks=(*blocks[:j], marked, *blocks[j + 1 :]))
    return out, findings


def _spans(raw: str, correction: Correction) -> list[tuple[int, int]]:
    """Raw offsets of the printed reading, wherever it begins on its line."""
    lines = raw.split("\n")
    if not 1 <= correction.line <= len(lines):
        return []
    start, size = sum(len(line) + 1 for line in lines[: correction.line - 1]), len(correction.printed)
    end = start + len(lines[correction.line - 1])
    return [(at, at + size) for at in _beginnings(raw, correction.printed, start, end)]


def _beginnings(raw: str, printed: str, start: int, end: int) -> list[int]:
    """Give the raw offsets from `start` on and before `end` at which a printed reading begins.

    >>> _beginnings("市市市场", "市市", 0, 2)
    [0, 1]
    """
    found = re.finditer(f"(?={re.escape(printed)})", raw[start : end + len(printed) - 1])
    return [start + match.start() for match in found]


def _misfit(raw: str, correction: Correction, found: int) -> tuple[Misfit, str]:
    """Tell why a correction, whose printed reading begins so often on its line, cannot be made."""
    printed = json.dumps(correction.printed, ensure_ascii=False)
    if found:
        return (Misfit.UNSURE if found > 1 else Misfit.PARTED), printed
    if correction.printed not in raw:
        return Misfit.NOWHERE, printed
    line = raw.count("\n", 0, raw.index(correction.printed)) + 1
    return Misfit.ELSEWHERE, f"{printed}, {line}" + " …" * (raw.count(correction.printed) > 1)


def _within(block: Block, span: tuple[int, int]) -> bool:
    at = block.content.at
    return (
        bool(at) and min(at) <= span[0] and span[1] - 1 <= max(at) and any(span[0] <= offset < span[1] for offset in at)
    )


def _marked(block: Block, span: tuple[int, int], correction: Correction) -> Block | None:
    """A block with a correction; None where it goes over the end of a run-in heading, or of a cell."""
    inside = [i for i, offset in enumerate(block.content.at) if span[0] <= offset < span[1]]
    start, end = inside[0], inside[-1] + 1
    if any(start < edge < end for edge in (block.split, *accumulate(len(cell.s) for cell in block.cells))):
        return None
    emendation = Emendation(start, end, correction.right, correction.reason, correction.evidence)
    return block.but(emendations=tuple(sorted((*block.emendations, emendation), key=lambda e: e.start)))
