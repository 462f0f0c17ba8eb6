"""Traditional Chinese: the forms that native readers expect, sentence by sentence, and back again."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converters.variants import SCRIPTS, ConversionError, Converter, Lexicon
from converters.variants.blocks import Block
from converters.variants.chain import Chain, Step, lexicon
from converters.variants.names import Finder
from converters.variants.stock import ambiguous, default_form, dictionary, phrase_form
from converters.variants.terms import load
from gazette import addresses
from tests.conftest import ROOT

FIXTURES = ROOT / "tests" / "fixtures" / "variants"
REAL = ROOT.parent / "shared" / "gazettes"
TERMS = load(ROOT / "source" / "terms")
FINDER = Finder(TERMS.people, phrase_form, default_form)
HAN_RE = re.compile("[㐀-䶿一-鿿]")
BACK = {script.lang: f"{script.forms.removeprefix('s2')}2s" for script in addresses.SCRIPTS if script.forms}
"""OpenCC's way back to Simplified, by language: tw2s for s2tw."""
ASKED = (
    "干后里只制志准复征余范于岳姜钟台发面系松谷丑斗折据表冲出布占采升才当党回汇划几家借"
    "尽卷困了累蒙千签曲舍沈胜术涂团咸向须叶佣游御愿云脏扎周朱筑"
)
"""Characters of official language that have several Traditional forms: each has its sentences."""


def sentences() -> Iterator[tuple[str, str, list[str]]]:
    """Read the corpus: authorities, sentence, its forms."""
    authorities = ""
    text = (FIXTURES / "sentences.txt").read_text("utf-8")
    for part in re.split(r"\n{2,}", text.strip()):
        lines = part.split("\n")
        if lines[0].startswith("# ") and len(lines) == 1:
            authorities = lines[0].partition(": ")[2]
        elif not lines[0].startswith("#"):
            forms = [line.strip() for line in lines[1:]]
            yield authorities, lines[0], [forms[0] if form == "=" else form for form in forms]


CORPUS = list(sentences())


def named(texts: list[str]) -> Lexicon:
    """Bring the project's terms and the names in some paragraphs together."""
    blocks = [Block(text, cell=False, names=False, where="test") for text in texts]
    return lexicon(TERMS, [name for block in blocks for name in FINDER.find([block])])


@cache
def converters() -> list[Converter]:
    """Open the three converters, with the names of the corpus."""
    known = named([sentence for _, sentence, _ in CORPUS])
    return list(known.converters())


@pytest.mark.parametrize("at", range(len(SCRIPTS)), ids=[each.code for each in SCRIPTS])
def test_sentences_come_out_as_a_native_reader_expects(at: int) -> None:
    wrong = {}
    for _, sentence, forms in CORPUS:
        if (found := converters()[at](sentence)) != forms[at]:
            wrong[sentence] = (found, forms[at])
    assert not wrong


def test_the_corpus_covers_the_ambiguous_characters_and_names_its_authorities() -> None:
    assert len(CORPUS) >= 300
    assert not {char for char in ASKED if sum(char in sentence for _, sentence, _ in CORPUS) < 3}
    known = (ROOT / "source" / "terms" / "authorities.toml").read_text("utf-8")
    assert all(f'"{key}" = ' in known for authorities, _, _ in CORPUS for key in authorities.split())
    assert all(authorities for authorities, _, _ in CORPUS)


@pytest.mark.parametrize(
    "phrase", ["网络信息", "软件程序", "行政程序", "数据质量", "激光打印", "出租车", "硬件", "默认值", "屏幕"]
)
def test_a_rule_keeps_its_words(phrase: str) -> None:
    for converter in converters():
        back = opencc.OpenCC("t2s").convert(converter(phrase))
        assert back == phrase, "only characters change"
    assert "TWPhrases" not in {name for each in SCRIPTS for name in (*each.phrases, *each.characters)}


def test_quotation_marks_are_a_setting_of_the_script() -> None:
    text = "“所谓‘一次办好’”，China’s O’Neill"
    hant, taiwan, hong_kong = (converter(text) for converter in converters())
    assert hant == "“所謂‘一次辦好’”，China’s O’Neill"
    assert taiwan == hong_kong == "「所謂『一次辦好』」，China’s O’Neill"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60))
@settings(max_examples=150)
def test_any_text_keeps_its_length_and_its_ascii(text: str) -> None:
    for converter in converters():
        converted = converter(text)
        assert len(converted) == len(text)
        assert [char for char in converted if char < "\x80"] == [char for char in text if char < "\x80"]


@given(st.lists(st.sampled_from("".join(sentence for _, sentence, _ in CORPUS)), max_size=30))
@settings(max_examples=150)
def test_nothing_is_converted_twice(chars: list[str]) -> None:
    text = "".join(chars)
    hant = converters()[0]
    assert hant(text).count("\x1f") == 0
    assert len(hant(text)) == len(text)


def test_a_conversion_that_changes_length_is_an_error() -> None:
    broken = Chain(Step({"云州": "雲州市"}, ("STPhrases",), ("STCharacters",)))
    with pytest.raises(ConversionError, match="5 characters became 6"):
        broken("云州的市民"[:5])


# ---- dictionaries ----


@pytest.mark.parametrize("path", sorted((ROOT / "source" / "terms").glob("*.toml")), ids=lambda path: path.name)
def test_terms_are_sorted(path: Path) -> None:
    def tables(value: object) -> Iterator[list[str]]:
        for table in value if isinstance(value, list) else [value]:
            if isinstance(table, dict):
                yield [key for key, inner in table.items() if HAN_RE.match(key) and not isinstance(inner, dict)]
                for inner in table.values():
                    yield from tables(inner)

    for keys in tables(tomllib.loads(path.read_text("utf-8"))):
        assert keys == sorted(keys)


def test_every_dictionary_in_use_keeps_the_number_of_characters() -> None:
    names = {"STPhrases", "STPhrases_GeneratedFromRegionalPhrases", "STCharacters", "CJK_Compatibility_Ideographs"}
    names |= {name for each in SCRIPTS for name in (*each.phrases, *each.characters)}
    for name in names:
        assert all(len(key) == len(form) for key, forms in dictionary(name).items() for form in forms), name


def test_the_stock_dictionaries_are_read() -> None:
    assert ambiguous()["里"] == ("裏", "里", "哩")
    assert phrase_form("批准") == "批准"
    assert phrase_form("云州市") is None
    assert default_form("于") == "於"


def test_terms_win_over_phrases_that_begin_before_them() -> None:
    hant = converters()[0]
    assert hant("实行复查") == "實行複查"
    assert hant("多年历史") == "多年歷史"
    assert hant("数量和面积") == "數量和面積"
    assert hant("一出好戏，一出戏") == "一出好戲，一齣戲"


# ---- back to Simplified ----


def round_trip(text: str, known: Lexicon) -> set[tuple[str, str]]:
    """Give what does not come back, as (printed, what came back), apart from what was not Simplified to begin with."""
    simplify = opencc.OpenCC("t2s").convert
    lost = set()
    for each in SCRIPTS:
        back = opencc.OpenCC(BACK[each.lang]).convert(known.converter(each)(text))
        for corner, curly in zip("「」『』", "“”‘’", strict=True):
            back = back.replace(corner, curly)
        lost |= {pair for pair in zip(text, back, strict=True) if pair[0] != pair[1] and simplify(pair[0]) == pair[0]}
    return lost


EXCEPTIONS = {
    (line[0], line[2])
    for line in (FIXTURES / "round-trip.txt").read_text("utf-8").split("\n")
    if line[1:2] == " " and line[0] != "#"
}


@pytest.mark.parametrize("folder", [ROOT / "source" / "raw", REAL], ids=["samples", "real"])
def test_the_way_back_returns_the_original(folder: Path) -> None:
    texts = [path.read_bytes() for path in sorted(folder.glob("*.txt"))]
    if not texts:
        pytest.skip("no gazettes there")
    from converters.lines.decode import decode

    text = re.sub(r"[「」『』]", "", "\n".join(decode(raw).text for raw in texts))
    assert round_trip(text, lexicon(TERMS)) <= EXCEPTIONS


def test_exceptions_are_real() -> None:
    text = "台账、复核、粘贴。聘任岳万钟为参事。"
    assert round_trip(text, named([text])) == EXCEPTIONS
