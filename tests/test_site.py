"""The whole site of the sample gazettes, all scripts: every address and anchor that corpus.json promises is there."""

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from gazette.addresses import SCRIPTS, Script
from tests.linkcheck import Site

TREES = [script.folder for script in SCRIPTS]


@pytest.fixture(scope="module")
def record(site: Path) -> dict[str, Any]:
    """Give corpus.json as the site was made from it."""
    loaded: dict[str, Any] = json.loads((site.parent / "source" / "corpus.json").read_text(encoding="utf-8"))
    return loaded


def ids(page: Path) -> set[str]:
    """Give the ids of a page."""
    return {str(name) for name in html.parse(str(page)).xpath("//@id")}


def test_every_link_leads_somewhere(site: Path) -> None:
    assert [str(broken) for broken in Site(site, beside=["pdf/", "corpus.json"]).broken()] == []


@pytest.mark.parametrize("tree", TREES)
def test_every_anchor_of_the_corpus_stands_on_its_page(site: Path, record: dict[str, Any], tree: str) -> None:
    for document in record["documents"]:
        wanted = {block["anchor"] for block in document["blocks"] if block["anchor"]}
        assert wanted <= ids(site / tree / "doc" / document["id"] / "index.html"), document["id"]


@pytest.mark.parametrize("tree", TREES)
def test_every_issue_has_its_page_and_leads_to_its_documents(site: Path, record: dict[str, Any], tree: str) -> None:
    (title,) = {source["issue"]["title"] for source in record["sources"] if source["issue"]}
    assert title == "云州市人民政府公报"
    for source in record["sources"]:
        if source["issue"]:
            issue = f"gazette/yunzhoushirenminzhengfugongbao/{source['issue']['year']}/{source['issue']['number']}"
            links = "\n".join(html.parse(str(site / tree / issue / "index.html")).xpath("//main//a/@href"))
            for document in record["documents"]:
                if document["source"] == source["file"]:
                    assert f"/doc/{document['id']}/" in links


@pytest.mark.parametrize("script", SCRIPTS, ids=[script.lang for script in SCRIPTS])
def test_every_tree_says_its_script(site: Path, script: Script) -> None:
    assert html.parse(str(site / script.folder / "index.html")).getroot().get("lang") == script.lang
