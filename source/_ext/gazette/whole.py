"""Files that are whole or not there: what is broken off leaves no half of one for the next run to read."""

import json
from pathlib import Path
from typing import Any

__all__ = ["kept_json", "write_whole"]


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place, and put it there in one step; makes its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(content)
    part.replace(path)


def kept_json(path: Path) -> Any:
    """Read what an earlier run has kept as JSON; None where it has kept nothing, or what cannot be read any more."""
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
