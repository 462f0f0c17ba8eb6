"""The search index: what folds together, what a record is, what the files say."""

import gzip
import random
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from gazette.addresses import SCRIPTS
from gazette.search import reading, texts
from gazette.search.__main__ import main
from gazette.search.files import Folder
from gazette.search.fold import Fold, fold_of, plain
from gazette.search.forms import Forms
from gazette.search.lists import difference
from gazette.search.postings import HEADS, Postings, bigrams, coded, decoded, run, spelled
from gazette.search.reading import FULL, SPAN, addresses, cuts
from gazette.search.records import Document, PageError, Record, read_document
from gazette.search.shards import BLOCK, update_shards, write_shards
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
    document = read_document([tmp_path / "index.html"])
    assert document
    return [anchored(record) for record in document.records[1:]]


def anchored(record: Record) -> list[tuple[str, str]]:
    """Give the pieces of a record: anchor and text."""
    return list(zip(record.pieces[::2], record.pieces[1::2], strict=True))


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
    texts = "".join(document.texts[0] for _, document in readings(site))
    classes: dict[str, set[str]] = {}
    for char in {plain(char) for char in texts} - {""}:
        classes.setdefault(fold(char), set()).add(char)
    merged = {"".join(sorted(chars)) for chars in classes.values() if len(chars) > 1}
    assert merged <= {"着著", "复覆", "划画", "干乾", "借藉", "了瞭"}


def readings(site: Path) -> list[tuple[str, Document]]:
    """Read the documents of the site in all scripts, in the order of their numbers, each with its address."""
    trees = [site / script.folder for script in SCRIPTS]
    found = [
        (at, read_document([tree / at / "index.html" for tree in trees]))
        for at in sorted(addresses(site), reverse=True)
    ]
    documents = [(at, document) for at, document in found if document]
    return sorted(documents, key=lambda found: found[1].day)


def gathered(site: Path) -> tuple[Fold, set[tuple[str, str]]]:
    """Work the folding of the site out, and gather what its scripts have in each other's place."""
    pairs = set()
    for _, document in readings(site):
        assert len(document.texts) == len(SCRIPTS)
        places = set(zip(*document.texts, strict=True))
        pairs |= {(forms[0], form) for forms in places for form in forms[1:] if form != forms[0]}
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
    found = read_document([tmp_path / "index.html"])
    assert found
    assert (found.name, found.docno, found.kind, found.ended) == ("云州市办法", "云政发〔2023〕9号", "notice", True)
    assert (found.day, found.issuers, found.turns) == ("2023-05-01", [["甲局", "乙局"]], "unknown")
    assert [anchored(record) for record in found.records] == [[("title", "云州市办法　"), ("docno", found.docno)]]


def test_other_pages_are_no_documents_and_broken_ones_are_told(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text('<a id="moved" href="../">前往新址</a>', "utf-8")
    assert read_document([page]) is None
    page.write_text('<article data-kind="notice"></article>', "utf-8")
    with pytest.raises(PageError, match=r"index\.html"):
        read_document([page])


# ---- files ----


def numbered(site: Path, script: int = 0) -> Iterator[tuple[int, int | None, str]]:
    """Give all records: number, the same when it is a head, text."""
    numbers = Texts(site / "search" / "data", SCRIPTS[script].lang).numbers()
    for _, document in readings(site):
        text = StringIO(document.texts[script][len(document.name + document.docno) :])
        for at, record in enumerate(document.records):
            number = next(numbers)
            yield number, None if at else number, text.read(len(record.text))
        assert text.read() == ""
    assert next(numbers, None) is None


def test_every_record_is_found_by_each_of_its_substrings(site: Path) -> None:
    lists, rng = Lists(site / "search" / "data"), random.Random(6)  # noqa: S311 - a seed is wanted
    for at, script in enumerate(SCRIPTS):
        texts = Texts(site / "search" / "data", script.lang)
        count = 0
        for number, head, text in numbered(site, at):
            path, found = texts.record(number)
            assert "".join(piece for _, piece in found) == text, path
            folded, count = lists.fold(text), count + 1
            wanted, of = (number, lists.lists) if head is None else (head, lists.heads)
            assert {key for key in map(spelled, bigrams(folded)) if wanted not in of[key]} == set()
            if len(folded) > 1:
                start = rng.randrange(len(folded) - 1)
                words = folded[start : start + rng.randint(2, 20)]
                assert wanted in lists.candidates(words, heads=head is not None)
        assert count > 300


def test_nothing_is_listed_that_is_not_there(site: Path) -> None:
    lists = Lists(site / "search" / "data")
    texts = [(number, head, set(map(spelled, bigrams(lists.fold(text))))) for number, head, text in numbered(site)]
    rng = random.Random(7)  # noqa: S311 - a seed is wanted
    for key in rng.sample(sorted(lists.lists), 300):
        assert lists.lists[key] == [n for n, head, keys in texts if head is None and key in keys]
        assert lists.heads.get(key, []) == [head for _, head, keys in texts if head is not None and key in keys]


def test_documents_stand_by_their_days_and_begin_with_their_heads(site: Path) -> None:
    shown, texts = readings(site), Texts(site / "search" / "data", "zh-Hans")
    columns = texts.documents()
    assert columns["day"] == sorted(columns["day"])
    assert columns["ended"] == [number for number, (_, document) in enumerate(shown) if document.ended] != []
    assert columns["issuers"] == [document.issuers[0] for _, document in shown]
    assert set(texts.manifest["kind"]) == set(columns["kind"])
    heads = [texts.record(number) for number in texts.firsts()]
    assert [path for path, _ in heads] == [address for address, _ in shown]
    assert {found[0][0] for _, found in heads} <= {"title", ""}


def test_a_file_of_texts_is_short_whatever_the_document() -> None:
    rng = random.Random(9)  # noqa: S311 - a seed is wanted
    for longest in (1, 300, 2000):
        records = [Record((), "条" * rng.randint(0, longest)) for _ in range(500)]
        parts = [records[cut] for cut in cuts(records)]
        assert [record for part in parts for record in part] == records
        assert max(map(len, parts)) <= SPAN
        assert max(sum(len(record.text) for record in part[:-1]) for part in parts) <= FULL
        assert all(len(part) == SPAN or sum(len(r.text) for r in part) > FULL for part in parts[:-1])
    assert [*cuts(records[:1])] == [slice(0, 1)]


def test_pieces_are_small_and_none_is_left_over(site: Path) -> None:
    folder = site / "search" / "data"
    sizes = {path.name: path.stat().st_size for path in folder.iterdir()}
    assert max(sizes.values()) < 12_000
    texts = {f"records-{script.lang}": Texts(folder, script.lang) for script in SCRIPTS}
    manifests = {"index": Lists(folder).manifest, **{name: each.manifest for name, each in texts.items()}}
    named = {name for manifest in manifests.values() for name in names(manifest["files"])}
    named |= {name for each in texts.values() for name in each.files}
    assert set(sizes) == {f"{name}.gz" for name in (*named, *manifests)}


def test_texts_say_in_every_script_what_its_page_says(site: Path) -> None:
    for script in SCRIPTS:
        page = html.parse(str(site / script.folder / RULE / "index.html"))
        texts = Texts(site / "search" / "data", script.lang)
        first = next(number for number in texts.firsts() if texts.record(number)[0] == RULE)
        record = next(r for n in range(first, first + 50) if (r := texts.record(n))[1][0][0] == "a2-k1")
        (article,) = page.xpath("//section[@id='a2']")
        words = "".join(article.xpath(".//h4//text() | .//p[not(@class)]//text()[not(ancestor::small)]"))
        assert "".join(text for _, text in record[1]).replace("\u3000", "") == re.sub(r"\s", "", words)
        assert all((plain_ == shown) == (not script.folder) for plain_, shown in texts.manifest["issuer"])


def test_texts_say_what_the_annexes_and_texts_are_called_in_which_records_stand(tmp_path: Path) -> None:
    text = '<h3 class="annex" data-name="附录一" id="f1">附录一</h3>' + "".join(
        f'<p id="f1-h{n}">绿道。</p>' for n in range(1, SPAN + 9)
    )
    text += '<h3 class="annex" data-name="附表" id="f1-dup2">附表</h3><p>名录。</p>'
    for script in SCRIPTS:
        page = tmp_path / script.folder / RULE / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(PAGE.format(text=text, stamp="in-force"), "utf-8")
    assert main([str(tmp_path)]) == 0
    texts = {script.lang: Texts(tmp_path / "search" / "data", script.lang) for script in SCRIPTS}
    assert [texts["zh-Hans"].file(at)["called"] for at in (0, 1)] == [
        {"f1": "附录一"},
        {"f1": "附录一", "f1-dup2": "附表"},
    ]
    assert {lang: texts[lang].file(1)["called"]["f1"] for lang in texts} == {
        "zh-Hans": "附录一", "zh-Hant": "附錄一", "zh-Hant-TW": "附錄一", "zh-Hant-HK": "附錄一",
    }  # fmt: skip


def test_texts_say_in_which_of_several_they_begin(tmp_path: Path) -> None:
    text = "".join(
        f'<h2 class="enclosed" data-name="《{name}》" id="enclosed{dup}">{name}</h2>'
        + "".join(f'<p id="a{n}{dup}">绿道。</p>' for n in range(1, SPAN))
        for name, dup in (("绿道管理办法", ""), ("驿站管理办法", "-dup2"))
    )
    for script in SCRIPTS:
        page = tmp_path / script.folder / RULE / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(PAGE.format(text=text, stamp="in-force"), "utf-8")
    assert main([str(tmp_path)]) == 0
    texts = Texts(tmp_path / "search" / "data", "zh-Hans")
    assert [(file["text"], [*file["called"]]) for file in map(texts.file, range(3))] == [
        ("", ["enclosed"]),
        ("enclosed", ["enclosed", "enclosed-dup2"]),
        ("enclosed-dup2", ["enclosed-dup2"]),
    ]


def test_texts_in_more_scripts_than_a_number_holds_are_compared_too() -> None:
    langs, written = [script.lang for script in SCRIPTS], ["号里", "號裡", "號裡", "號裏"]
    rare = Forms(langs).places(written).rare
    assert rare == {1: "裡裡裏"}
    assert Forms([*langs, "zh-Hant-MO"]).places([*written, "号里"]).rare == {1: "裡裡裏里"}


def test_every_anchor_is_on_its_page(site: Path) -> None:
    texts = Texts(site / "search" / "data", "zh-Hans")
    found: dict[str, set[str]] = {}
    for number, *_ in numbered(site):
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
    assert main([str(tmp_path)]) == 0
    assert {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.gz")} == first
    header = b"\x1f\x8b\x08" + bytes(6) + b"\x03"  # of every version of Python
    assert all(gzip.decompress(content) and content.startswith(header) for content in first.values())


def put(site: Path, number: int, text: str, day: str = "2023-05-01") -> None:
    """Write a document in two scripts."""
    for tree, form in (("", text), ("zh-tw", text.replace("号", "號"))):
        folder = site / tree / "doc" / str(number)
        folder.mkdir(parents=True, exist_ok=True)
        page = PAGE.format(text=f"<p>{form}</p>", stamp="").replace("2023-05-01", day)
        (folder / "index.html").write_text(page, "utf-8")


@dataclass
class Kept:
    """A site whose index is made again after every change, and what this reads and writes."""

    folder: Path
    read: list[str]

    @property
    def site(self) -> Path:
        """Of a few documents."""
        return self.folder / "site"

    def files(self, site: Path) -> dict[str, bytes]:
        """Give the files of an index."""
        return {path.name: path.read_bytes() for path in (site / "search" / "data").iterdir()}

    def indexed(self) -> tuple[dict[str, bytes], list[str], set[str]]:
        """Make the index; give its files, the documents that were read, and the files that were written."""
        self.read.clear()
        folder = self.site / "search" / "data"
        before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} if folder.exists() else {}
        assert main([str(self.site), "--keep", str(self.folder / "keep")]) == 0
        after = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
        written = {name for name, time in after.items() if before.get(name) != time}
        return self.files(self.site), sorted(self.read), written

    def fresh(self) -> dict[str, bytes]:
        """Make the index from nothing; give its files."""
        fresh = self.folder / "fresh"
        shutil.copytree(self.site, fresh, ignore=shutil.ignore_patterns("search"))
        assert main([str(fresh)]) == 0
        files = self.files(fresh)
        shutil.rmtree(fresh)
        return files


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    """Keep a site of nine documents, a day each."""
    made = Kept(tmp_path, [])

    def reads(paths: Sequence[Path]) -> Document | None:
        made.read.append(f"doc/{paths[0].parent.name}/")
        return read_document(paths)

    monkeypatch.setattr(reading, "read_document", reads)
    for number in range(9):
        put(made.site, number, f"第{number}号公报", f"2023-05-0{number + 1}")
    return made


def test_what_has_not_changed_is_not_made_again(kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    files, read, _ = kept.indexed()
    assert len(read) == 9
    assert kept.indexed() == (files, [], set())
    assert "nothing has changed" in capsys.readouterr().err


def test_an_index_after_changes_is_that_of_a_run_from_nothing(kept: Kept) -> None:
    site, keep = kept.site, kept.folder / "keep"
    kept.indexed()
    data = site / "search" / "data"
    changes: list[tuple[Callable[[], object], list[str]]] = [
        (lambda: put(site, 10, "新号公报", "2024-01-01"), ["doc/10/"]),
        (lambda: put(site, 3, "别号公报，甲乙丙丁", "2023-05-04"), ["doc/3/"]),
        (lambda: put(site, 3, "别号公报" + "</p><p id='h1'>甲" * 99, "2023-05-04"), ["doc/3/"]),
        (lambda: put(site, 11, "旧号公报", "2001-01-01"), ["doc/11/"]),
        ((site / "doc/4/index.html").unlink, []),
        (lambda: [(site / tree / "doc/5").rename(site / tree / "doc/15") for tree in ("", "zh-tw")], ["doc/15/"]),
        (lambda: put(site, 6, "着𬤊号公报著号", "2023-05-07"), ["doc/6/"]),
        (lambda: (site / "doc/7/index.html").write_text("<a>前往新址</a>", "utf-8"), ["doc/7/"]),
    ]
    everything = [f"doc/{number}/" for number in (0, 1, 10, 11, 15, 2, 3, 6, 7, 8)]
    changes += [
        (lambda: [path.write_bytes(path.read_bytes()[:9]) for path in keep.iterdir()], everything),
        (next(path for path in data.iterdir() if len(path.name) > 12).unlink, everything),
        ((data / "index.gz").unlink, everything),
    ]
    for change, changed in changes:
        change()
        files, again, _ = kept.indexed()
        assert again == changed
        assert kept.fresh() == files
    assert [path.name for path in keep.iterdir()] == ["known.json"]


def test_a_change_writes_the_lists_and_texts_that_it_changes(kept: Kept) -> None:
    for number in range(20, 60):
        put(kept.site, number, f"第{number}号公报" + "".join(map(chr, range(0x5000, 0x6000))), f"2022-05-{number}")
    files, *_ = kept.indexed()
    assert len(files) > 49 + 20
    manifests = {"index.gz", "records-zh-Hans.gz", "records-zh-Hant-TW.gz"}
    put(kept.site, 3, "第3号公報", "2023-05-04")
    *_, written = kept.indexed()
    assert written > manifests
    assert len(written - manifests) <= 2 + 4
    put(kept.site, 99, "第99号公报", "2026-05-04")
    *_, written = kept.indexed()
    assert len(written - manifests) < len(files) / 8


def test_what_every_query_reads_hardly_grows(kept: Kept) -> None:
    sizes = []
    for first, last in ((20, 120), (120, 420)):
        for number in range(first, last):
            put(kept.site, number, f"第{number}号公报", f"20{number % 20:02d}-05-{number % 27 + 1:02d}")
        files, *_ = kept.indexed()
        sizes.append(sum(len(files[name]) for name in ("index.gz", "records-zh-Hans.gz")))
    assert sizes[1] - sizes[0] < 300 * 4


def test_facts_stand_in_leaves_of_which_the_manifest_has_the_last(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "_LEAF", 4)
    files, *_ = kept.indexed()
    found = Texts(kept.site / "search" / "data", "zh-Hans")
    assert [len(found.manifest["documents"]["day"]), len(names(found.manifest["leaves"]))] == [1, 2]
    assert found.documents()["day"] == [f"2023-05-0{number + 1}" for number in range(9)]
    assert found.manifest["days"] == found.documents()["day"][::4]
    put(kept.site, 3, "别号公报", "2023-05-04")
    again, *_ = kept.indexed()
    assert {f"{name}.gz" for name in names(found.manifest["leaves"])} <= again.keys()
    assert again == kept.fresh() != files


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


@given(st.lists(st.integers(0, 1 << 20), unique=True).map(sorted))
def test_numbers_are_coded_and_read_again(numbers: list[int]) -> None:
    assert decoded(coded(numbers)) == numbers


def test_long_lists_stand_in_blocks(tmp_path: Path) -> None:
    rng = random.Random(8)  # noqa: S311 - a seed is wanted
    every, some, heads = list(range(60_000)), [n for n in range(60_000) if rng.random() < 0.4], [3, 700]
    postings = Postings(SPAN)
    for part in (range(1000), range(1000, 60_000)):
        postings.add(run({"办法": list(part), "条例": [number for number in some if number in part]}))
    postings.add(run({"办法" + HEADS: heads}))
    directory = write_shards(folder := Folder(tmp_path), postings, 6144)
    manifest(folder, directory)
    lists = Lists(tmp_path)
    assert (lists.lists, lists.heads) == ({"办法": every, "条例": some}, {"办法": [SPAN * number for number in heads]})
    assert len(list(tmp_path.iterdir())) == len(directory) + 1 + -(-60_000 // BLOCK) + -(-len(some) // BLOCK)


def manifest(folder: Folder, directory: Sequence[tuple[str, str, str]]) -> None:
    """Write the manifest of some shards."""
    keys, files = [first for first, *_ in directory], "".join(name for _, name, _ in directory)
    folder.manifest("index", {"fold": "", "rank": "", "keys": keys, "files": files})


KEYS = st.sampled_from([chr(0x4E00 + 37 * a) + chr(0x5000 + b) for a in range(40) for b in range(5)])
LISTS = st.dictionaries(KEYS, st.sets(st.integers(0, 30_000), min_size=1, max_size=9).map(sorted), max_size=200)


@given(LISTS, LISTS, st.sampled_from([40, 300]))
@settings(max_examples=60)
def test_changed_shards_are_those_that_are_written_anew(
    tmp_path_factory: pytest.TempPathFactory, old: dict[str, list[int]], new: dict[str, list[int]], limit: int
) -> None:
    long = {"文件": list(range(0, 30_000, 3))}
    folder = Folder(tmp_path_factory.mktemp("shards"))
    one, other = Postings(SPAN), Postings(SPAN)
    one.add(run(old | long))
    other.add(run(new | {"文件": [*long["文件"], 40_000]} | {key + HEADS: [1] for key in new}))
    there = {**old, **long}
    coming = {**new, "文件": [*long["文件"], 40_000], **{key + HEADS: [1] for key in new}}
    changed = update_shards(folder, write_shards(folder, one, limit), difference(there, coming), limit)
    assert changed == write_shards(folder, other, limit)
