"""A small Sphinx project of two documents and two issues, for the shape of pages."""

import json
import shutil
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, cast

import yaml
from lxml import html
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

ROOT = Path(__file__).parents[1]
FIXTURES = ROOT / "tests" / "fixtures" / "html"
TODAY = "2025-06-30"
RULE, OPINION = "doc/yunzhengfa/2025/3", "doc/shuji/2"
ISSUE = "gazette/yunzhouzhengbao/2025/2"
ABSENT: dict[str, Any] = {
    "filing_no": None,
    "addressees": None,
    "witnesses": [],
    "blocks": [],
    "citations": [],
    "repeals": [],
    "terms": [],
}


@dataclass
class Project:
    """Source and output of a project, and what Sphinx said."""

    source: Path
    output: Path
    warnings: str = ""

    def build(self, *, jobs: int = 1, **settings: Any) -> "Project":
        """Run Sphinx with the configuration that the site has."""
        (self.source / "corpus.json").write_text(json.dumps(corpus(self.source), ensure_ascii=False), "utf-8")
        warnings = StringIO()
        with patch_docutils(), docutils_namespace():
            app = Sphinx(
                srcdir=self.source,
                confdir=ROOT,
                outdir=self.output,
                doctreedir=self.output.with_name("trees"),
                buildername="dirhtml",
                confoverrides={"gazette_today": TODAY} | settings,
                status=None,
                warning=warnings,
                parallel=jobs,
            )
            app.build()
        self.warnings = warnings.getvalue()
        return self

    def find(self, page: str, xpath: str) -> list[Any]:
        """Give what an XPath finds on a page."""
        path = self.output / page
        tree = html.document_fromstring((path if path.suffix else path / "index.html").read_text("utf-8"))
        return cast(list[Any], tree.xpath(xpath))

    def texts(self, page: str, xpath: str) -> list[str]:
        """Give the text of what an XPath finds."""
        return [found.text_content().strip() for found in self.find(page, xpath)]


def new(folder: Path) -> Project:
    """Copy the project into a folder."""
    source = folder / "source"
    shutil.copytree(FIXTURES, source)
    for name in ("index.md", "about.md"):
        shutil.copy(ROOT / "source" / name, source)
    return Project(source, folder / "out")


def corpus(source: Path) -> dict[str, Any]:
    """Make corpus.json of what the front matter of the files says."""
    documents = [ABSENT | _front_matter(path) for path in sorted((source / "doc").rglob("*.md"))]
    issues = [_front_matter(path) for path in sorted((source / "gazette").rglob("*.md"))]
    fields = ("title", "year", "number", "total", "published")
    sources = [
        {
            "file": i["source"],
            "sha256": "0" * 64,
            "encoding": "utf-8",
            "furniture": [],
            "issue": {f: i[f] for f in fields},
        }
        for i in issues
    ]
    return {"schema": 1, "sources": sources, "documents": documents}


def _front_matter(path: Path) -> dict[str, Any]:
    return cast(dict[str, Any], yaml.safe_load(path.read_text("utf-8").split("---\n")[1]))
