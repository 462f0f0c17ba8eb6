"""The account: every raw character is in the text, or a rule says why not."""

import pytest

from converters.model import Code
from converters.pipeline import read_source
from converters.proof.account import FURNITURE, LAYOUT, UNACCOUNTED, Account, Edit, account
from converters.text import Log
from tests.dialects import STYLES, reflow
from tests.known import KNOWN
from tests.rawtext import COVER, NOTICE, document, words_of

ISSUE = f"{COVER}{NOTICE}".replace("（一）规划；", "（一）规 划;\n— 3 —")


def read(raw: str) -> Account:
    return read_source("raw.txt", raw.encode()).account


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", KNOWN)
def test_accounts_balance_and_give_the_words(name: str, style: str) -> None:
    reading = read_source("raw.txt", reflow(KNOWN[name], STYLES[style]).text.encode())
    assert [edit for edit in reading.account.edits if edit.rule == UNACCOUNTED] == []
    assert reading.account.balanced
    assert reading.account.text == words_of(block for document in reading.documents for block in document.blocks)


def test_edits_stand_in_order_and_say_what_the_raw_text_had() -> None:
    found = read(ISSUE)
    place = 0
    for edit in found.edits:
        assert edit.start >= place
        assert found.raw[edit.start : edit.start + len(edit.old)] == edit.old
        assert edit.line == found.raw.count("\n", 0, edit.start) + 1
        place = edit.start + len(edit.old)


def test_every_edit_has_its_rule() -> None:
    rules = {(edit.old, edit.new): edit.rule for edit in read(ISSUE).edits}
    assert rules[" ", ""] == "space"
    assert rules[";", "；"] == "full-width-punctuation"
    assert rules["— 3 —\n", ""] == FURNITURE
    assert rules["\n", ""] == LAYOUT


def test_a_word_that_no_rule_explains_is_unaccounted() -> None:
    found = account("甲乙\n", [], frozenset(), Log())
    assert tuple(found.edits) == (Edit(0, 1, "甲乙", "", UNACCOUNTED), Edit(2, 1, "\n", "", LAYOUT))
    assert not found.balanced


def test_the_summary_counts_raw_characters_most_first() -> None:
    found = Account("甲 乙\n\n丙", "甲 乙\n\n丙", ("", "space", LAYOUT), bytes((0, 1, 0, 2, 2, 0)), {})
    assert list(found.summary().items()) == [(LAYOUT, 2), ("space", 1)]
    assert found.text == "甲乙丙"


def test_words_stand_in_raw_order_whatever_the_order_of_the_blocks() -> None:
    blocks = document(NOTICE).blocks
    assert words_of(reversed(blocks)) == words_of(blocks) == "".join(block.text for block in blocks)


def test_several_characters_for_one_are_one_edit() -> None:
    edits = {(edit.line, edit.old, edit.new, edit.rule) for edit in read(NOTICE.replace("（一）规划", "㈠规划")).edits}
    assert (13, "㈠", "（一）", "enclosed-number") in edits


def test_what_several_rules_put_into_a_line_is_told_where_it_stands() -> None:
    reading = read_source("raw.txt", "云政发2023〕9号〔20245号".encode())
    assert reading.account.text == "云政发〔2023〕9号〔2024〕5号"
    assert [(edit.old, edit.new) for edit in reading.account.edits] == [("2", "〔2"), ("4", "4〕")]


def test_an_editor_is_told_of_characters_read_as_others() -> None:
    head = "云州市人民政府关于绿道的通知\n云政发〔2O24〕l2号\n\n各县区人民政府：\n"
    raw = f"{head}—、要求\n加强第二十—条绿道。\n（云政发20195号）\n"
    found = [(f.line, *f.facts) for f in read_source("a.txt", raw.encode()).findings if f.code is Code.READ_AS]
    assert found == [
        (2, "发〔2O24〕l2号", "发〔2024〕12号"),
        (5, "—、要求", "一、要求"),
        (6, "第二十—条绿道", "第二十一条绿道"),
        (7, "云政发20195号）", "云政发〔2019〕5号）"),
    ]
