"""Differences as data: ``changes/<release>.json``, and ``difference.json`` beside each page of a comparison. Pure."""

from collections.abc import Mapping
from typing import Any

from ..compact import compact
from .changes import Changes
from .difference import Change, Difference, LineChange, Row
from .history import Held

__all__ = ["changes_json", "difference_json"]

SCHEMA = 1


def difference_json(difference: Difference) -> str:
    """Spell what differs between two versions of a document.

    ``rows`` are the articles and lines that differ: what became of each, its anchor and number before and now (null
    where there is none), and its lines the same way with ``pieces``, ``[kind, before, now]``.
    """
    value = {
        "schema": SCHEMA,
        "titles": [difference.old.title, difference.new.title],
        "docnos": [difference.old.docno, difference.new.docno],
        "matters": [matter.name.lower() for matter in difference.matters],
        "facts": difference.facts,
        "rows": [_row(row) for row in difference.rows if not (row.quiet and row.change is Change.SAME)],
        "corrections": [
            [c and [c.anchor, c.printed, c.right, c.reason] for c in pair] for pair in difference.corrections
        ],
        "notes": [[n and [n.anchor, n.place, n.text] for n in (old, new)] for old, new, _ in difference.notes],
    }
    return compact(value) + "\n"


def _row(row: Row) -> dict[str, Any]:
    return _sides(row) | {"lines": [_line(line) for line in row.lines]}


def _line(change: LineChange) -> dict[str, Any]:
    return _sides(change) | {"pieces": [[piece.kind, piece.old, piece.new] for piece in change.pieces]}


def _sides(part: Row | LineChange) -> dict[str, Any]:
    sides = (part.old, part.new)
    return {
        "change": part.change,
        "moved": part.moved,
        "anchors": [side and side.anchor for side in sides],
        "numbers": [side and side.number for side in sides],
    }


def changes_json(
    releases: tuple[str, str],
    found: Changes,
    documents: tuple[Mapping[str, Held], Mapping[str, Held]],
    compared: Mapping[str, tuple[str, Difference]],
) -> str:
    """Spell what a release has otherwise than an earlier one.

    Args:
        releases: the earlier, this one
        found: which documents differ
        documents: what the two hold, by id
        compared: id now → docname of the page that compares, and the difference

    """
    before, now = documents
    value = {
        "schema": SCHEMA,
        "from": releases[0],
        "to": releases[1],
        "added": [_named(id_, now[id_]) for id_ in found.added],
        "removed": [_named(id_, before[id_]) for id_ in found.removed],
        "renamed": [
            _named(r.new, now[r.new]) | {"from": r.old} | (_compared(*compared[r.new]) if r.changed else {})
            for r in found.renamed
        ],
        "changed": [_named(id_, now[id_]) | _compared(*compared[id_]) for id_ in found.changed],
    }
    return compact(value) + "\n"


def _named(id_: str, document: Held) -> dict[str, Any]:
    return {"id": id_, "title": document.title, "docno": document.docno}


def _compared(docname: str, difference: Difference) -> dict[str, Any]:
    return {"matters": [matter.name.lower() for matter in difference.matters], "page": f"{docname}/"}
