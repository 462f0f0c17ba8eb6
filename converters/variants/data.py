"""Data that the site's scripts read → the same data in another script: what is shown changes, the rest stays.

Keys that questions are compared with stay Simplified in every tree, since the scripts fold questions to it.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Convert = Callable[[str], str]


def files(site: Path) -> Iterator[str]:
    """List the data of the site that is read beside pages, as paths below the site."""
    for pattern in _FORMATS:
        yield from sorted(path.relative_to(site).as_posix() for path in site.glob(pattern))


def convert_data(name: str, text: str, convert: Convert) -> str:
    """Convert a file that `files` lists."""
    data = json.loads(text)
    for pattern, converted in _FORMATS.items():
        if Path(name).match(pattern):
            data = converted(data, convert)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _labels(rows: list[Any], convert: Convert) -> list[Any]:
    """``[key, label, path, anchor, exact]`` of the resolver: the label is shown."""
    return [[key, convert(label), *rest] for key, label, *rest in rows]


def _as_it_is(data: object, _convert: Convert) -> object:
    """How many files there are, and how characters fold."""
    return data


_FORMATS: dict[str, Callable[[Any, Convert], object]] = {"cite/[0-9]*.json": _labels, "cite/names.json": _as_it_is}
