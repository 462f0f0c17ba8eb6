"""A small Sphinx project of law: three documents of Yunzhou, which cite each other and laws outside."""

import hashlib
import json
import shutil
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any, cast

import yaml
from lxml import html
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from gazette.law.domain import LawDomain, law_domain

FIXTURES = Path(__file__).parent / "fixtures" / "law"
TODAY = "2026-11-01"
RULE, OPINION, ORDER = "doc/yunzhengfa/2024/3", "doc/yunzhengbanfa/2025/7", "doc/yunzhoushirenminzhengfuling/58"

SETTINGS: dict[str, Any] = {
    "extensions": ["myst_parser", "gazette.extension"],
    "myst_enable_extensions": ["attrs_block", "attrs_inline", "colon_fence"],
    "project": "云州法规",
    "language": "zh_CN",
    "smartquotes": False,
    "html_theme": "gazette",
    "html_permalinks": False,
    "html_copy_source": False,
    "html_use_index": False,
    "gazette_today": TODAY,
}


def citation(title: str | None, docno: str | None = None) -> dict[str, Any]:
    return {"line": 1, "title": title, "docno": docno, "target": None}


def term(words: str, meaning: str, via: str) -> dict[str, Any]:
    return {"line": 1, "term": words, "for": meaning, "via": via}


RECORDS: dict[str, dict[str, Any]] = {
    "yunzhengfa/2024/3": {
        "citations": [
            citation("中华人民共和国动物防疫法"),
            citation("云海省养犬管理条例"),
            citation("中华人民共和国行政复议法"),
            citation("云州市养犬规定", "云政发〔2015〕8号"),
        ],
        "repeals": [citation("云州市养犬规定", "云政发〔2015〕8号")],
        "terms": [
            term("养犬人", "饲养犬只的单位和个人", "definition"),
            term("主管机关", "市公安机关", "short"),
        ],
    },
    "yunzhengbanfa/2025/7": {
        "citations": [
            citation("云州市城市养犬管理办法（试行）", "云政发〔2024〕3号"),
            citation("中华人民共和国动物防疫法"),
            citation("办法"),
            citation(None, "云政发〔2024〕3号"),
        ],
    },
    "yunzhoushirenminzhengfuling/58": {
        "citations": [citation("云州市城市养犬管理办法（试行）", "云政发〔2024〕3号")],
        "repeals": [citation("云州市城市养犬管理办法（试行）", "云政发〔2024〕3号")],
    },
}


@dataclass
class Project:
    """Source and output of a project, and what Sphinx said."""

    source: Path
    output: Path
    warnings: str = ""
    status: str = ""
    records: dict[str, dict[str, Any]] = field(default_factory=lambda: json.loads(json.dumps(RECORDS)))
    app: Sphinx | None = None

    @property
    def law(self) -> LawDomain:
        """The domain after the build."""
        assert self.app is not None
        return law_domain(self.app.env)

    def page(self, name: str) -> str:
        """Give the HTML of a page."""
        return (self.output / name / "index.html").read_text("utf-8")

    def find(self, name: str, xpath: str) -> list[html.HtmlElement]:
        """Give elements of a page."""
        return cast(list[html.HtmlElement], html.document_fromstring(self.page(name)).xpath(xpath))

    def edit(self, name: str, before: str, after: str) -> None:
        """Change words of a source file."""
        path = self.source / f"{name}.md"
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after), "utf-8")

    def write_corpus(self) -> None:
        """Write corpus.json."""
        documents = [_record(self.source, id_, fields) for id_, fields in self.records.items()]
        corpus = {"schema": 1, "sources": [], "documents": documents}
        (self.source / "corpus.json").write_text(json.dumps(corpus, ensure_ascii=False), "utf-8")

    def build(self, *, jobs: int = 1, builder: str = "dirhtml", **settings: Any) -> "Project":
        """Run Sphinx."""
        self.write_corpus()
        warnings, status = StringIO(), StringIO()
        with patch_docutils(), docutils_namespace():
            self.app = Sphinx(
                srcdir=self.source,
                confdir=None,
                outdir=self.output,
                doctreedir=self.output.with_name(self.output.name + "-trees"),
                buildername=builder,
                confoverrides=SETTINGS | settings,
                status=status,
                warning=warnings,
                parallel=jobs,
            )
            self.app.build()
        self.warnings, self.status = warnings.getvalue(), status.getvalue()
        return self


def _record(source: Path, id_: str, fields: dict[str, Any]) -> dict[str, Any]:
    meta = _front_matter((source / "doc" / f"{id_}.md").read_text("utf-8"))
    nothing = dict.fromkeys(("filing_no", "addressees", "column", "page"))
    lists: dict[str, Any] = {name: [] for name in ("witnesses", "annexes", "blocks", "citations", "repeals", "terms")}
    enclosed = [{"title": meta.pop("short"), "lines": [1, 1], "chapters": 0, "articles": 0}] if "short" in meta else []
    return (
        meta | nothing | lists | {"source": "a.txt", "lines": [1, 1], "enclosed": enclosed, "responsible": 0} | fields
    )


def _front_matter(text: str) -> dict[str, Any]:
    meta: dict[str, Any] = yaml.safe_load(text.split("---")[1])
    meta.pop("orphan")
    for line in text.split("\n"):
        if line.startswith("## ") and "{#enclosed" in text[: text.index(line)][-25:]:
            meta["short"] = line[3:]
    return meta


def new(folder: Path) -> Project:
    """Copy the project into a folder."""
    source = folder / "source"
    shutil.copytree(FIXTURES, source)
    (source / "index.md").write_text("# 首页\n", "utf-8")
    return Project(source, folder / "out")


def digests(folder: Path, *but: str) -> dict[str, str]:
    """Give what every published file of a site is, by its path, but for some."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and str(path.relative_to(folder)) not in (".buildinfo", *but)
    }
