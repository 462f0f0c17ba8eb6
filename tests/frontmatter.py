"""corpus.json of small sources, made of what the front matter of their pages says."""

from pathlib import Path
from typing import Any

import yaml

UNSAID: dict[str, Any] = {
    **dict.fromkeys(("filing_no", "addressees")),
    **{name: [] for name in ("witnesses", "blocks", "citations", "repeals", "terms")},
    "responsible": 0,
}
"""What a document need not say."""
OF_ISSUES = ("title", "year", "number", "total", "published", "sponsor")
NOT_RECORDED = {"orphan", "issue"}


def front_matter(path: Path) -> dict[str, Any]:
    """Read the front matter of a MyST file."""
    data: dict[str, Any] = yaml.safe_load(path.read_text("utf-8").split("---\n")[1])
    return data


def corpus(source: Path) -> dict[str, Any]:
    """Make corpus.json of a source folder."""
    documents = [UNSAID | front_matter(path) for path in sorted((source / "doc").rglob("*.md"))]
    issues = [front_matter(path) for path in sorted((source / "gazette").rglob("*.md"))]
    return {
        "schema": 1,
        "sources": [
            {
                "file": issue["source"],
                "sha256": "0" * 64,
                "encoding": "utf-8",
                "issue": {name: issue.get(name) for name in OF_ISSUES},
                "furniture": [],
            }
            for issue in issues
        ],
        "documents": [{k: v for k, v in each.items() if k not in NOT_RECORDED} for each in documents],
    }
