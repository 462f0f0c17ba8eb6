"""What must not grow with the corpus: counted in operations and rows, not in seconds."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from gazette.corpus import corpus
from gazette.law.graph import Graph, graph
from gazette.law.mention import Mention
from gazette.law.outline import Outline, Unit
from gazette.law.places import Place
from gazette.law.records import Cited, Name, Page
from gazette.law.refs import Ref, title_key
from gazette.pages import citing, indices, lists
from gazette.pages.home import home
from gazette.pages.network import network
from gazette.pages.view import MOST_CITING, view
from gazette.site import Site, site
from tests.lawproject import SETTINGS
from tests.rawtext import NOTICE, document, write_document

TODAY = date(2026, 11, 1)
MANY = 1000
ROWS = lists.PAGE_SIZE
"""Rows of the longest page."""
PASSES = 20
"""Walks over the whole tree of a document, from its text to its page, in a corpus of any size."""


# ---- what is read and written for a document ----


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sphinx, dict[str, int]]:
    """Build two generated documents, and count the walks over their trees."""
    folder = tmp_path_factory.mktemp("cost")
    raws = [document(NOTICE.replace("12号", f"{number}号")) for number in (12, 13)]
    for raw in raws:
        path = folder / "source" / "doc" / f"{raw.id}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(write_document(raw, None), "utf-8")
    (folder / "source" / "index.md").write_text("# 首页\n", "utf-8")
    everything = {"schema": 1, "sources": [], "documents": [record(raw.id, 12) for raw in raws]}
    (folder / "source" / "corpus.json").write_text(json.dumps(everything), "utf-8")
    passes: dict[str, int] = {}
    find = nodes.Node.findall

    def counted(self: nodes.Node, *args: Any, **options: Any) -> Iterator[nodes.Node]:
        if isinstance(self, nodes.document):
            name = Path(self.get("source", "")).name
            passes[name] = passes.get(name, 0) + 1
        return find(self, *args, **options)

    with pytest.MonkeyPatch.context() as patch, patch_docutils(), docutils_namespace():
        patch.setattr(nodes.Node, "findall", counted)
        out, trees = folder / "out", folder / "trees"
        app = Sphinx(folder / "source", None, out, trees, "dirhtml", SETTINGS, status=None)
        app.build()
    return app, passes


def test_a_document_is_walked_a_fixed_number_of_times(built: tuple[Sphinx, dict[str, int]]) -> None:
    app, passes = built
    documents = [Path(app.env.doc2path(name)).name for name in app.env.found_docs if name.startswith("doc/")]
    assert len(documents) == 2
    assert all(passes[name] <= PASSES for name in documents)


def test_no_document_is_in_a_tree_of_contents(built: tuple[Sphinx, dict[str, int]]) -> None:
    env = built[0].env
    assert env.toctree_includes == {}
    assert all(len(env.tocs[name]) == 0 for name in env.found_docs if name.startswith("doc/"))


# ---- what pages show ----


def record(id_: str, number: int) -> dict[str, Any]:
    """Write the record of a document."""
    return {
        "id": id_, "title": f"云州市第{number}号办法", "docno": f"云政发〔2024〕{number}号", "filing_no": None,
        "kind": "notice", "issuers": ["云州市人民政府"], "addressees": None, "signed": "2024-03-01", "printed": None,
        "effective": "2024-04-01", "expires": "2026-12-31", "column": "市政府文件", "page": None, "source": "a.txt",
        "lines": [1, 2], "witnesses": [], "enclosed": [], "annexes": [], "blocks": [], "citations": [], "repeals": [],
        "terms": [], "responsible": 0,
    }  # fmt: skip


def page(number: int) -> Page:
    """Make the record of a document that cites the first one, a law outside, and what nobody knows."""
    title = f"云州市第{number}号办法"
    article = Place.parse("第三条")
    refs = [Ref("云州市第0号办法"), Ref("中华人民共和国民法典", place=article), Ref(place=Place.parse("第九条"))]
    return Page(
        docname=f"doc/yunzhengfa/2024/{number}",
        on=f"doc/yunzhengfa/2024/{number}",
        id=f"yunzhengfa/2024/{number}",
        title=title,
        docno=f"云政发〔2024〕{number}号",
        short=title,
        names=(Name(title_key(title), "", strong=True),),
        outline=Outline((Unit("a1", ""),)),
        day="2024-03-01",
        cited=tuple(Cited("a1", "所引", Mention(0, 2, ref), None) for ref in refs),
    )


def archive(count: int) -> tuple[Graph, Site]:
    """Make an archive of so many documents, all of one year, column and issuer: the worst case for lists."""
    ids = [f"yunzhengfa/2024/{number}" for number in range(count)]
    records = corpus({"sources": [], "documents": [record(id_, number) for number, id_ in enumerate(ids)]})
    found = graph({p.docname: p for p in map(page, range(count))})
    return found, site(records, {}, found, TODAY)


@pytest.fixture(scope="module")
def large() -> tuple[Graph, Site]:
    return archive(MANY)


def rows(context: dict[str, Any]) -> int:
    """Count the rows that a collected page shows."""
    groups = context.get("groups", ())
    shown = sum(len(group) for group in groups.values()) if isinstance(groups, dict) else 0
    shown += sum(len(group.rows) for group in groups) if not isinstance(groups, dict) else 0
    places = context.get("places", ())
    return max(shown, len(context.get("folders", ())), len(context.get("parts", ())), sum(len(p[2]) for p in places))


def test_no_list_and_no_index_is_longer_than_a_page(large: tuple[Graph, Site]) -> None:
    found, view_ = large
    made = [
        *lists.lists(view_),
        *indices.pages(indices.indices(found, view_)),
        *citing.pages(found),
    ]
    assert max(rows(context) for _, context, _ in made) == ROWS
    names = [name for name, *_ in made]
    assert len(names) == len(set(names))
    assert {"year/2024/2", "column/shizhengfuwenjian/4", "by/docno/g-yunzhengfa/4", "by/unlinked/g-2024nian/4"} <= set(
        names
    )
    assert {"by/cited/yunzhengfa/2024/0/4", "law/minfadian/a3/4"} <= set(names)
    assert len(names) < MANY / 10


def test_a_page_shows_the_first_that_cite_it_and_leads_to_all(large: tuple[Graph, Site]) -> None:
    shown = view(large[0], "doc/yunzhengfa/2024/0")
    assert (len(shown.cited_by), shown.citing, shown.more) == (MOST_CITING, MANY - 1, "by/cited/yunzhengfa/2024/0")


def test_home_shows_no_more_of_a_large_archive(large: tuple[Graph, Site]) -> None:
    small, many = (home(view_, network(found)) for found, view_ in (archive(60), large))
    assert {name: len(v) for name, v in small.items() if isinstance(v, list)} == {
        name: len(v) for name, v in many.items() if isinstance(v, list)
    }
    assert len(many["periods"].bars) == len(small["periods"].bars)
    assert len(many["network"].works) == len(small["network"].works)
