"""What results are shown with and chosen by, in one script: the manifest of its texts."""

from collections.abc import Iterable, Sequence

from .files import NAME, Folder
from .reading import Known

__all__ = ["write_texts"]

_NAMED = 256
"""Files of texts whose names stand in one file."""


def write_texts(folder: Folder, lang: str, at: int, documents: Sequence[Known]) -> Sequence[str]:
    """Write the manifest of the script that is the n-th of the site and the files of names; give the names of all.

    Documents come in the order of their numbers.
    """
    issuers: dict[str, str] = {}
    for known in documents:
        issuers |= dict(zip(known.issuers[0], known.issuers[at], strict=True))
    numbers = {name: number for number, name in enumerate(issuers)}
    columns: dict[str, Iterable[object]] = {
        "span": [known.span for known in documents],
        "ended": [number for number, known in enumerate(documents) if known.ended],
        "kind": [known.kind for known in documents],
        "day": [known.day for known in documents],
        "issuers": [[numbers[name] for name in known.issuers[0]] for known in documents],
        "turns": [known.turns for known in documents],
    }
    files, step = "".join(known.texts[at] for known in documents), _NAMED * NAME
    names = [folder.add(files[start : start + step].encode()) for start in range(0, len(files), step)]
    manifest = f"records-{lang}"
    folder.manifest(manifest, {"files": "".join(names), "issuers": list(issuers.items()), "documents": columns})
    return [manifest, *names]
