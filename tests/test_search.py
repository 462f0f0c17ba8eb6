"""The search index: what folds together, what a record is, what the files say."""

import gzip
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from gazette.addresses import SCRIPTS
from gazette.search import reading
from gazette.search.__main__ import main
from gazette.search.files import Folder
from gazette.search.fold import Fold, fold_of, plain
from gazette.search.index import ranked
from gazette.search.postings import Postings, bigrams
from gazette.search.reading import Pair, Reader, Reading
from gazette.search.records import Document, PageError, read_page
from gazette.search.shards import BLOCK, write_shards
from tests.searchindex import Lists, Texts, names

RULE = "doc/yunzhoushirenminzhengfuling/58/"
PAGE = """<!doctype html><html><head><title>云州市办法　云政发〔2023〕9号　公报文库</title></head><body>
<article data-kind="notice" data-day="2023-05-01" data-issuers="甲局、乙局">
<h1 class="title" id="title">云州市<wbr>
  <strong>办法</strong></h1>
<dl class="facts"><div><dt>时效性</dt><dd><span class="stamp {stamp}" data-turns="unknown">已失效</span></dd></div>
<div><dt>发文字号</dt><dd id="docno">云政发〔2023〕9号</dd></div></dl>
<div class="text">{text}</div></article></body></html>"""
ARTICLE = """<section class="article" id="a1"><div class="k" id="a1-k1"><h4><a>第一条</a></h4>　<p>甲<a>乙</a>丙：
<a class="kuan" data-n="第一款"></a></p>
<ol class="x"><li id="a1-k1-x1"><a class="n">（一）</a>丁；<p class="cited">被引　第九条</p>
</li><li id="a1-k1-x2"><a class="n">（二）</a>戊。</li></ol>己
<aside class="note" id="n1"><summary>释义</summary><p>庚</p></aside>
</div><div class="k" id="a1-k2"><p>壬<span class="corr">癸</span><small>〔公报印作“发”〕</small></p></div></section>"""


def pieces(tmp_path: Path, text: str) -> list[list[tuple[str, str]]]:
    """Read the records of a page, but for its head."""
    (tmp_path / "index.html").write_text(PAGE.format(text=text, stamp="in-force"), "utf-8")
    document = read_page(tmp_path / "index.html", "doc/x/")
    assert document is not None
    return [[(piece.anchor, piece.text) for piece in record.pieces] for record in document.records[1:]]


# ---- folding ----


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("第１２条，ＰＭ２．５", "第12条pm25"),
        ("国发〔２０１９〕５號", "国发20195号"),
        ("二○一九年", "二〇一九年"),
        ("（一）“安全、及时”", "一安全及时"),
        ("社會信用體系、裏裡里、說説说、衞衛卫", "社会信用体系里里里说说说卫卫卫"),
        ("𰀁𬤊", "𰀁𬤊"),
    ],
)
def test_texts_fold(text: str, folded: str) -> None:
    assert fold_of([])(text) == folded


def test_pairs_that_pages_show_are_one_however_many_steps_apart() -> None:
    fold = fold_of([("划", "畫"), ("畫", "劃"), ("、", "，")])
    assert len(set(fold("划畫劃画"))) == 1


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing_and_keeps_places(text: str) -> None:
    fold = fold_of([])
    assert fold(fold(text)) == fold(text)
    assert len(fold(text)) == sum(plain(char) != "" for char in text)


@pytest.mark.parametrize("pair", ["座坐", "像象", "做作", "的地", "已己", "份分", "征证", "末未", "账帐"])
def test_distinct_words_stay_distinct(pair: str) -> None:
    fold = fold_of([])
    assert fold(pair[0]) != fold(pair[1])


def test_whatever_a_page_says_in_any_script_folds_to_one(site: Path) -> None:
    fold, pairs = gathered(site)
    assert pairs
    assert {pair for pair in pairs if fold(pair[0]) != fold(pair[1])} == set()


def test_few_characters_of_the_gazettes_fall_together(site: Path) -> None:
    fold, _ = gathered(site)
    texts = "".join(record.text for each in readings(site) for record in each.shown[0].records)
    classes: dict[str, set[str]] = {}
    for char in {plain(char) for char in texts} - {""}:
        classes.setdefault(fold(char), set()).add(char)
    merged = {"".join(sorted(chars)) for chars in classes.values() if len(chars) > 1}
    assert merged <= {"着著", "复覆", "划画", "干乾", "借藉", "了瞭"}


def readings(site: Path) -> list[Reading]:
    """Read the documents of the site in all scripts."""
    reader = Reader([site / script.folder for script in SCRIPTS], None)
    found = [reader.read(address, name) for address, name in reader.names().items()]
    return [each for each in found if each.shown]


def gathered(site: Path) -> tuple[Fold, set[Pair]]:
    """Work the folding of the site out."""
    found = readings(site)
    assert {len(each.shown) for each in found} == {len(SCRIPTS)}
    pairs = {pair for each in found for pair in each.pairs}
    return fold_of(pairs), pairs


# ---- records ----


def test_an_article_is_a_record_with_a_piece_for_each_anchor(tmp_path: Path) -> None:
    article, note = pieces(tmp_path, ARTICLE)
    assert article == [
        ("a1-k1", "第一条　甲乙丙：　"),
        ("a1-k1-x1", "（一）丁；"),
        ("a1-k1-x2", "　（二）戊。"),
        ("a1-k1", "己"),
        ("a1-k2", "　壬癸"),
    ]
    assert note == [("n1", "释义　庚")]


def test_headings_rows_and_signatures_begin_records(tmp_path: Path) -> None:
    text = (
        '<p>甲</p><h2 id="h1">一、乙</h2><p>丙</p><p>丁</p>'
        '<div class="scroll-x"><table><tr><td><p>1</p></td><td><p>戊</p></td></tr>'
        "<tr><td>2</td><td>己</td></tr></table></div>"
        '<p>庚</p><p class="sign" id="signature">局</p>'
        '<p class="sign" id="date">今日</p>'
    )
    assert pieces(tmp_path, text) == [
        [("", "甲")],
        [("h1", "一、乙　丙　丁")],
        [("h1", "1　戊")],
        [("h1", "2　己")],
        [("h1", "庚")],
        [("signature", "局"), ("date", "　今日")],
    ]


def test_long_sections_are_cut_between_paragraphs(tmp_path: Path) -> None:
    found = pieces(tmp_path, '<h2 id="h1">甲</h2>' + f"<p>{'乙' * 800}</p>" * 5)
    assert [anchor for ((anchor, _),) in found] == ["h1", "h1", "h1"]
    assert "".join(text for ((_, text),) in found).count("乙") == 4000


def test_facts_stand_on_the_page(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(PAGE.format(text="", stamp="expired repealed"), "utf-8")
    document = read_page(tmp_path / "index.html", "doc/x/")
    assert document is not None
    facts, (head,) = document.facts, document.records
    assert (facts.name, facts.docno, facts.kind, facts.ended) == ("云州市办法", "云政发〔2023〕9号", "notice", True)
    assert (facts.day, facts.issuers, facts.turns) == ("2023-05-01", ("甲局", "乙局"), "unknown")
    assert [(piece.anchor, piece.text) for piece in head.pieces] == [("title", "云州市办法"), ("docno", facts.docno)]


def test_other_pages_are_no_documents_and_broken_ones_are_told(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text('<a id="moved" href="../">前往新址</a>', "utf-8")
    assert read_page(page, "doc/x/") is None
    page.write_text('<article data-kind="notice"></article>', "utf-8")
    with pytest.raises(PageError, match=r"index\.html"):
        read_page(page, "doc/x/")


# ---- files ----


def test_every_record_is_found_by_each_of_its_substrings(site: Path) -> None:
    lists, rng = Lists(site / "search" / "data"), random.Random(6)  # noqa: S311 - a seed is wanted
    for script in SCRIPTS:
        texts = Texts(site / "search" / "data", script.lang)
        number = 0
        for number, text in enumerate(all_texts(site, script.folder)):
            path, found = texts.record(number)
            assert "".join(piece for _, piece in found) == text, path
            folded = lists.fold(text)
            assert {key for key in bigrams(folded) if number not in lists.lists[key]} == set()
            if len(folded) > 1:
                start = rng.randrange(len(folded) - 1)
                assert number in lists.candidates(folded[start : start + rng.randint(2, 20)])
        assert number > 300


def all_texts(site: Path, folder: str) -> list[str]:
    """Give the texts of all records in their order."""
    at = [script.folder for script in SCRIPTS].index(folder)
    found = [each.shown[at].records for each in ranked(readings(site))]
    return [records[0].text for records in found] + [r.text for records in found for r in records[1:]]


def test_nothing_is_listed_that_is_not_there(site: Path) -> None:
    lists = Lists(site / "search" / "data")
    texts = [lists.fold(text) for text in all_texts(site, "")]
    rng = random.Random(7)  # noqa: S311 - a seed is wanted
    for key in rng.sample(sorted(lists.lists), 300):
        assert lists.lists[key] == [n for n, text in enumerate(texts) if key in bigrams(text)]


def test_heads_come_first_and_what_holds_before_what_has_ended(site: Path) -> None:
    documents = [each.shown[0] for each in ranked(readings(site))]
    ended = [document.facts.ended for document in documents]
    assert ended == sorted(ended)
    days = [document.facts.day for document in documents if not document.facts.ended]
    assert days == sorted(days, reverse=True)
    heads = [Texts(site / "search" / "data", "zh-Hans").record(number) for number in range(len(documents))]
    assert [path for path, _ in heads] == [document.facts.path for document in documents]
    assert {found[0][0] for _, found in heads} <= {"title", ""}


def test_pieces_are_small_and_none_is_left_over(site: Path) -> None:
    folder = site / "search" / "data"
    sizes = {path.name: path.stat().st_size for path in folder.iterdir()}
    assert max(sizes.values()) < 12_000
    manifests = {"index": Lists(folder).manifest}
    manifests |= {f"records-{script.lang}": Texts(folder, script.lang).manifest for script in SCRIPTS}
    named = {name for manifest in manifests.values() for name in names(manifest["files"])}
    assert set(sizes) == {f"{name}.gz" for name in (*named, *manifests)}


def test_texts_say_in_every_script_what_its_page_says(site: Path) -> None:
    for script in SCRIPTS:
        page = html.parse(str(site / script.folder / RULE / "index.html"))
        texts = Texts(site / "search" / "data", script.lang)
        count = len(texts.manifest["documents"]["from"])
        record = next(r for n in range(count, 2000) if (r := texts.record(n))[0] == RULE and r[1][0][0] == "a2-k1")
        (article,) = page.xpath("//section[@id='a2']")
        words = "".join(article.xpath(".//h4//text() | .//p[not(@class)]//text()[not(ancestor::small)]"))
        assert "".join(text for _, text in record[1]).replace("\u3000", "") == re.sub(r"\s", "", words)
        assert all((plain_ == shown) == (not script.folder) for plain_, shown in texts.manifest["issuers"])


def test_every_anchor_is_on_its_page(site: Path) -> None:
    texts = Texts(site / "search" / "data", "zh-Hans")
    found: dict[str, set[str]] = {}
    for number in range(len(all_texts(site, ""))):
        path, pieces_ = texts.record(number)
        found.setdefault(path, set()).update(anchor for anchor, _ in pieces_ if anchor)
    for path, anchors in found.items():
        page = html.parse(str(site / path / "index.html"))
        assert anchors <= set(page.xpath("//@id")), path


def test_the_same_site_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    for name in ("doc", "zh-tw/doc"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).symlink_to(site / name)
    assert main([str(tmp_path)]) == 0
    first = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.gz")}
    (tmp_path / "search" / "data" / "index.gz").unlink()
    assert main([str(tmp_path)]) == 0
    assert {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.gz")} == first
    assert all(gzip.decompress(content) and content[4:8] == bytes(4) for content in first.values())


def test_what_has_not_changed_is_not_made_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "doc").mkdir()
    page, data = tmp_path / "doc" / "index.html", tmp_path / "search" / "data"
    page.write_text(PAGE.format(text="<p>甲乙</p>", stamp=""), "utf-8")
    assert main([str(tmp_path)]) == 0
    before = {path.name: path.stat().st_mtime_ns for path in data.iterdir()}
    assert main([str(tmp_path)]) == 0
    assert "nothing has changed" in capsys.readouterr().err
    assert {path.name: path.stat().st_mtime_ns for path in data.iterdir()} == before
    page.write_text(PAGE.format(text="<p>甲丙</p>", stamp=""), "utf-8")
    assert main([str(tmp_path)]) == 0
    assert "甲丙" in Lists(data).lists
    assert "甲乙" not in Lists(data).lists


def put(site: Path, number: int, text: str) -> None:
    """Write a document in two scripts."""
    for tree, form in (("", text), ("zh-tw", text.replace("号", "號"))):
        folder = site / tree / "doc" / str(number)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_text(PAGE.format(text=f"<p>{form}</p>", stamp=""), "utf-8")


def test_an_index_from_kept_readings_is_that_of_a_run_from_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, keep = tmp_path / "site", tmp_path / "keep"
    read: list[str] = []

    def reads(path: Path, address: str) -> Document | None:
        read.append(address)
        return read_page(path, address)

    monkeypatch.setattr(reading, "read_page", reads)

    def indexed() -> tuple[dict[str, bytes], list[str]]:
        read.clear()
        assert main([str(site), "--keep", str(keep)]) == 0
        return {path.name: path.read_bytes() for path in (site / "search" / "data").iterdir()}, sorted(set(read))

    for number in range(9):
        put(site, number, f"第{number}号公报")
    assert len(indexed()[1]) == 9
    changes: list[tuple[Callable[[], object], list[str]]] = [
        (lambda: put(site, 10, "新号公报"), ["doc/10/"]),
        (lambda: put(site, 3, "别号公报，甲乙丙丁"), ["doc/3/"]),
        ((site / "doc/4/index.html").unlink, []),
        (lambda: [(site / tree / "doc/5").rename(site / tree / "doc/15") for tree in ("", "zh-tw")], ["doc/15/"]),
        (lambda: [path.write_bytes(path.read_bytes()[:9]) for path in keep.iterdir()], []),
        (lambda: put(site, 6, "再号公报"), [f"doc/{number}/" for number in (0, 1, 10, 15, 2, 3, 6, 7, 8)]),
    ]
    for change, changed in changes:
        change()
        files, again = indexed()
        assert again == changed
        fresh = tmp_path / "fresh"
        shutil.copytree(site, fresh, ignore=shutil.ignore_patterns("search"))
        assert main([str(fresh)]) == 0
        assert {path.name: path.read_bytes() for path in (fresh / "search" / "data").iterdir()} == files
        shutil.rmtree(fresh)
        assert len(list(keep.iterdir())) == len(list((site / "doc").rglob("index.html")))


def test_pages_of_another_day_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for tree, text in (("", "<p>甲</p>"), ("zh-tw", "<p>甲乙</p>")):
        folder = tmp_path / tree / "doc" / "x"
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(PAGE.format(text=text, stamp=""), "utf-8")
    assert main([str(tmp_path)]) == 2
    assert "zh-tw/doc/x/index.html: not the text that the page has in Simplified" in capsys.readouterr().err


def test_a_site_without_documents_has_an_index_too(tmp_path: Path) -> None:
    assert main([str(tmp_path)]) == 0
    assert Lists(tmp_path / "search" / "data").lists == {}


def test_long_lists_stand_in_blocks(tmp_path: Path) -> None:
    rng = random.Random(8)  # noqa: S311 - a seed is wanted
    postings, expected = Postings(), list[int]()
    for number in range(60_000):
        keys = {"办法"} | ({"条例"} if rng.random() < 0.4 else set())
        expected += [number] if "条例" in keys else []
        postings.add(number, keys)
    write_shards(Folder(tmp_path), postings, Fold({}), 4096, "")
    lists = Lists(tmp_path).lists
    assert lists == {"办法": list(range(60_000)), "条例": expected}
    assert len(list(tmp_path.iterdir())) == 2 + -(-60_000 // BLOCK) + -(-len(expected) // BLOCK)
