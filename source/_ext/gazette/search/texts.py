"""What results are shown with and chosen by: the manifests of the texts, and the leaves with the facts of documents."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from ..compact import compact
from ..law.status import Status
from .files import NAME, Folder
from .forms import common
from .reading import SPAN, KeptPage

__all__ = ["write_texts"]

_NAMED = 256
"""Files of texts whose names stand in one file."""
_LEAF = 1024
"""Documents whose facts stand together."""
Pairs = Collection[tuple[str, str]]
"""Characters, each with what it folds to."""


def write_texts(folder: Folder, langs: Sequence[str], documents: Sequence[KeptPage], folded: Pairs) -> Sequence[str]:
    """Write the manifest of each script, leaves and files of names; give the names of all.

    Documents come in the order of their numbers.
    """
    files, step = "".join(known.texts for known in documents), _NAMED * NAME
    names = [folder.add(files[start : start + step].encode()) for start in range(0, len(files), step)]
    cut = [documents[at : at + _LEAF] for at in range(0, len(documents), _LEAF)] or [()]
    leaves = [folder.add(compact(_facts(leaf)).encode()) for leaf in cut[:-1]]
    spans = [sum(known.span for known in leaf) for leaf in cut]
    content = {
        "files": "".join(names),
        "leaves": "".join(leaves),
        "firsts": [SPAN * sum(spans[:at]) for at in range(len(cut))],
        "days": [known.day for leaf in cut for known in leaf[:1]],
        "documents": _facts(cut[-1]),
        **_choices(documents),
    }
    for script, lang in enumerate(langs):
        issuers = _issuers(documents, script)
        folder.manifest(
            f"records-{lang}", {"script": script, "forms": _forms(lang, folded) if script else "", **content, **issuers}
        )
    return [*names, *leaves, *(f"records-{lang}" for lang in langs)]


def _facts(documents: Sequence[KeptPage]) -> Mapping[str, Sequence[object]]:
    """Give what is known of documents, as columns."""
    issuers = {name: None for known in documents for name in known.issuers[0]}
    numbers = {name: number for number, name in enumerate(issuers)}
    return {
        "span": [known.span for known in documents],
        "ended": [number for number, known in enumerate(documents) if known.ended],
        "kind": [known.kind for known in documents],
        "day": [known.day for known in documents],
        "names": list(issuers),
        "issuers": [[numbers[name] for name in known.issuers[0]] for known in documents],
        "turns": [known.turns for known in documents],
    }


def _choices(documents: Sequence[KeptPage]) -> Mapping[str, Sequence[str]]:
    """Give what documents can be chosen by, but for issuers: each in the order in which it is offered."""
    statuses = {word for turns in {known.turns for known in documents} for word in turns.split(" ")[::2]}
    return {
        "status": [status for status in Status if status in statuses],
        "kind": _frequent(known.kind for known in documents),
        "year": sorted({known.day[:4] or "none" for known in documents}, reverse=True),
    }


def _issuers(documents: Sequence[KeptPage], script: int) -> Mapping[str, object]:
    """Give the issuers in Simplified, each with its name in a script."""
    names: dict[str, str] = {}
    for known in documents:
        names |= dict(zip(known.issuers[0], known.issuers[script], strict=True))
    return {"issuer": [[name, names[name]] for name in _frequent(n for known in documents for n in known.issuers[0])]}


def _frequent(values: Iterable[str]) -> Sequence[str]:
    """Order values by how many documents have them, the most frequent first."""
    return [value for value, _ in Counter(values).most_common()]


def _forms(lang: str, folded: Pairs) -> str:
    """Give the common forms of a script, each behind its character, where it is not the first that folds to it."""
    of, first = common(lang), dict[str, str]()
    for char, one in folded:
        first.setdefault(one, char)
    chars = sorted({*first, *(form for pair in folded for form in pair)})
    return "".join(char + of[char] for char in chars if of[char] != first.get(char, char))
