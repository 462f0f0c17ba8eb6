"""A whole document, from its blocks to the fields of corpus.json."""

from dataclasses import replace

import pytest

from converters.annotations.annotate import annotate
from converters.model import Citation, Document, DocumentKind, Enclosed, Kind, Term, Via
from gazette.law.mentions import Scanner
from gazette.law.parts import Parts
from gazette.law.reading import context
from tests.paragraphs import paragraph

TEXTS = [
    (Kind.TITLE, "云州市人民政府关于印发云州市夜市管理办法的通知"),
    (Kind.DOCNO, "云政发〔2024〕9号"),
    (Kind.PARAGRAPH, "现将《云州市夜市管理办法》印发给你们。"),
    (Kind.PARAGRAPH, "根据《安江省夜市条例》（以下简称《条例》）和市政府第31号令，制定本办法。"),
    (Kind.PARAGRAPH, "违反《条例》的，依法处罚。（市商务局、市市场监管局负责）"),
    (Kind.PARAGRAPH, "本办法自印发之日起施行，有效期2年。《云州市夜市管理规定》（云政发〔2019〕第03号）同时废止。"),
]


def _document() -> Document:
    blocks = tuple(paragraph(text, kind, line) for line, (kind, text) in enumerate(TEXTS, 1))
    return Document(
        id="yunzhengfa/2024/9",
        title=TEXTS[0][1],
        docno=TEXTS[1][1],
        filing_no=None,
        kind=DocumentKind.NOTICE,
        issuers=("云州市人民政府",),
        addressees=None,
        signed="2024-05-01",
        printed="2024-05-06",
        effective=None,
        expires=None,
        column=None,
        page=None,
        source="a.txt",
        lines=(1, 6),
        blocks=blocks,
        enclosed=(Enclosed("云州市夜市管理办法", (4, 6), 0, 0),),
        annexes=(),
    )


def test_every_field() -> None:
    document = annotate(_document())
    repeal = Citation(6, "云州市夜市管理规定", "云政发〔2019〕第03号", ("云州市夜市管理规定", "云政发〔2019〕3号"))
    assert document.citations == (
        Citation(4, "安江省夜市条例", None, ("安江省夜市条例", None)),
        Citation(4, None, "市政府第31号令", (None, "云州市人民政府令第31号")),
        Citation(5, "条例", None, ("安江省夜市条例", None)),
        repeal,
    )
    assert document.repeals == (repeal,)
    assert document.terms == (Term(4, "条例", "安江省夜市条例", Via.SHORT),)
    assert document.responsible == 1
    assert (document.effective, document.expires) == ("2024-05-06", "2026-05-05")


@pytest.mark.parametrize(
    ("issuer", "order"),
    [
        ("云州市财政局", "云州市人民政府令第31号"),
        ("云州市人民政府办公室", "云州市人民政府令第31号"),
        ("云海省人民政府", "市政府令第31号"),
        ("安海县人民政府", "市政府令第31号"),
        ("中共云州市委", "市政府令第31号"),
    ],
)
def test_whose_order_it_is_shows_in_the_name_of_the_issuer(issuer: str, order: str) -> None:
    document = annotate(replace(_document(), issuers=(issuer,)))
    assert document.citations[1].key == (None, order)
    (mention,) = Scanner(context(None, "", (issuer,), Parts())).scan("根据市政府第31号令", articled=False)
    assert str(mention.ref.docno) == order  # pages read it as the converters do


def test_nothing_else_changes_and_twice_is_once() -> None:
    plain, once = _document(), annotate(_document())
    assert (once.id, once.blocks, once.enclosed, once.signed) == (plain.id, plain.blocks, plain.enclosed, plain.signed)
    assert annotate(once) == once
