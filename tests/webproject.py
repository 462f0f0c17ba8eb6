"""A small Sphinx project of two documents and two issues, for the shape of pages."""

import json
import shutil
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, cast

from lxml import html
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from tests.conftest import FIXTURES, ROOT
from tests.frontmatter import corpus

PROJECT = FIXTURES / "html"
TODAY = "2025-06-30"
RULE, OPINION = "doc/yunzhengfa/2025/3", "doc/shuji/2"
ISSUE = "gazette/yunzhouzhengbao/2025/2"


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
    shutil.copytree(PROJECT, source)
    for name in ("index.md", "about.md"):
        shutil.copy(ROOT / "source" / name, source)
    return Project(source, folder / "out")
