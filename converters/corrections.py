r"""Confirmed corrections of the raw text: ``source/corrections/<raw file>.toml``, written by an editor.

The text stays as printed; a correction stands in it with an editorial mark that shows both readings. One entry::

    [[correction]]
    line = 93                    # raw line on which the printed reading begins
    printed = "国家实\n\n实验室"  # as it stands in the raw file, line ends as \\n
    right = "国家实验室"
    reason = "跨页重字"
    evidence = "同日报告单行本"    # may be left out
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from converters.model import Block, Code, Document, Emendation, Finding


class CorrectionError(ValueError):
    """A file of corrections cannot be read; the message names it and the entry."""


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


_REQUIRED = {"line": int, "printed": str, "right": str, "reason": str}
_ALLOWED = {*_REQUIRED, "evidence"}
_FORBIDDEN = "`<>"
"""Marks of the role that carries a correction in MyST."""


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
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CorrectionError(f"{path.name}: {error}") from error
    entries = tables.pop("correction", [])
    if tables or not isinstance(entries, list):
        raise CorrectionError(f"{path.name}: only tables [[correction]] stand here; not {sorted(tables) or entries!r}")
    return tuple(_correction(entry, f"{path.name}: correction {i}") for i, entry in enumerate(entries, 1))


def _correction(entry: dict[str, object], place: str) -> Correction:
    for key, kind in _REQUIRED.items():
        if type(entry.get(key)) is not kind:  # true is an int, too
            raise CorrectionError(f"{place}: {key} is missing or no {kind.__name__}: {entry.get(key)!r}")
    if unknown := entry.keys() - _ALLOWED:
        raise CorrectionError(f"{place}: unknown key {sorted(unknown)[0]!r}")
    words = f"{entry['printed']}{entry['right']}"
    if not str(entry["right"]).strip() or any(mark in words for mark in _FORBIDDEN):
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

    One whose printed reading does not begin on its line, or stands in no single paragraph, is reported, never guessed.
    """
    out, findings = list(documents), []
    for correction in corrections:
        span = _find(raw, correction)
        place = next(
            ((i, j) for i, d in enumerate(out) for j, b in enumerate(d.blocks) if span and _within(b, span)), None
        )
        if place is None or span is None:
            fact = f"the text no longer has {correction.printed!r} here"
            findings.append(Finding(file, correction.line, Code.CORRECTION, (fact,)))
            continue
        i, j = place
        blocks = list(out[i].blocks)
        blocks[j] = _marked(blocks[j], span, correction)
        out[i] = replace(out[i], blocks=tuple(blocks))
    return out, findings


def _find(raw: str, correction: Correction) -> tuple[int, int] | None:
    """Raw offsets of the printed reading, which has to begin on its line."""
    lines = raw.split("\n")
    if not 1 <= correction.line <= len(lines):
        return None
    start = sum(len(line) + 1 for line in lines[: correction.line - 1])
    found = raw.find(correction.printed, start)
    return (found, found + len(correction.printed)) if 0 <= found < start + len(lines[correction.line - 1]) else None


def _within(block: Block, span: tuple[int, int]) -> bool:
    at = block.content.at
    return (
        bool(at) and min(at) <= span[0] and span[1] - 1 <= max(at) and any(span[0] <= offset < span[1] for offset in at)
    )


def _marked(block: Block, span: tuple[int, int], correction: Correction) -> Block:
    inside = [i for i, offset in enumerate(block.content.at) if span[0] <= offset < span[1]]
    emendation = Emendation(inside[0], inside[-1] + 1, correction.right, correction.reason, correction.evidence)
    return block.but(emendations=tuple(sorted((*block.emendations, emendation), key=lambda e: e.start)))
