"""MyST in, Typst out: fixtures/typst/writer.txt holds the cases, each as title, input, expected output.

``GAZETTE_REWRITE=1 pytest tests/gazette/typst/test_writer.py`` writes the expected output anew; look at what changed.
"""

import json
import os
import re
import tempfile
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import FIXTURES
from tests.frontmatter import UNSAID, front_matter
from tests.typstproject import SOURCE, build

CASES = FIXTURES / "typst" / "writer.txt"
CASE_RE = re.compile(r"(?P<title>[^\n]+)\n\.\n(?P<input>.*?)\.\n(?P<output>.*?)\.(?:\n\n?|\Z)", re.DOTALL)
BODY_RE = re.compile(r"#let body\(at\) = \[\n(.*)\]\n\Z", re.DOTALL)
RECORD = UNSAID | {
    "title": "云州市人民政府关于印发云州市公共雨伞管理办法（试行）的通知",
    "docno": "云政发〔2024〕3号",
    "filing_no": None,
    "kind": "notice",
    "issuers": ["云州市人民政府"],
    "addressees": None,
    "signed": "2024-02-27",
    "printed": None,
    "effective": None,
    "expires": None,
    "column": None,
    "page": None,
    "source": "loose.txt",
    "lines": [1, 9],
    "witnesses": [],
    "enclosed": [],
    "annexes": [],
}


def cases() -> list[re.Match[str]]:
    return list(CASE_RE.finditer(CASES.read_text("utf-8")))


@cache
def written() -> list[str]:
    """Build all cases as documents of one project; give the Typst of each."""
    with tempfile.TemporaryDirectory(prefix="gazette-typst-") as folder:
        source = Path(folder) / "source"
        (source / "doc" / "case").mkdir(parents=True)
        (source / "_typst").mkdir()
        (source / "index.md").write_text("# 公报\n", "utf-8")
        documents = [RECORD | {"id": f"case/{number}"} for number, _ in enumerate(cases())]
        for document, case in zip(documents, cases(), strict=True):
            head = json.dumps({"orphan": True} | document, ensure_ascii=False)
            text = f"---\n{head}\n---\n\n{case['input']}"
            (source / "doc" / f"{document['id']}.md").write_text(text, "utf-8")
        corpus = {"schema": 1, "sources": [], "documents": documents}
        (source / "corpus.json").write_text(json.dumps(corpus), "utf-8")
        tree = build(source, Path(folder) / "typst", suppress_warnings=["myst.header"])
        found = [BODY_RE.search((tree / "doc" / f"{each['id']}.typ").read_text("utf-8")) for each in documents]
        return [match[1] if match else "" for match in found]


@pytest.fixture(scope="module", autouse=True)
def rewritten() -> None:
    if os.environ.get("GAZETTE_REWRITE"):
        text = "\n".join(f"{c['title']}\n.\n{c['input']}.\n{out}.\n" for c, out in zip(cases(), written(), strict=True))
        CASES.write_text(text, "utf-8")


@pytest.mark.parametrize("number", range(len(cases())), ids=[case["title"] for case in cases()])
def test_writer(number: int) -> None:
    assert written()[number] == cases()[number]["output"]


def test_the_cases_are_read_whole() -> None:
    assert "".join(case[0] for case in cases()) == CASES.read_text("utf-8")
    assert front_matter(SOURCE / "doc" / "yunzhengfa" / "2024" / "3.md")["kind"] == "notice"
