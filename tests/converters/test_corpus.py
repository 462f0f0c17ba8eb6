"""The corpus: copies joined, ids kept apart, citations resolved, corpus.json as the contract has it."""

import json
from dataclasses import replace

from converters.corpus import join_copies, resolve, to_json
from converters.model import Citation, Code, Document
from converters.pipeline import convert, read_source
from converters.proof.corrections import Correction
from tests.rawtext import COVER, NOTICE, document

CONTENTS = "目录\n【市政府文件】\n云州市人民政府关于印发云州市绿道管理办法的通知（云政发〔2024〕12号）（3）\n"


def copy(text: str, **changes: object) -> Document:
    return replace(document(text), **changes)  # type: ignore[arg-type]  # names of fields


def test_a_second_copy_is_a_witness_of_the_first() -> None:
    (found,), findings = join_copies([document(NOTICE), copy(NOTICE, source="other.txt")])
    assert [(w.source, w.lines, w.differences) for w in found.witnesses] == [("other.txt", (1, 18), ())]
    assert (found.source, findings) == ("raw.txt", [])


def test_the_copy_that_stands_in_an_issue_leads() -> None:
    loose, printed = document(NOTICE), copy(NOTICE, source="issue.txt", page=3)
    third = copy(NOTICE, source="third.txt", page=9)
    (found,), _ = join_copies([loose, printed, third])
    assert (found.source, [w.source for w in found.witnesses]) == ("issue.txt", ["raw.txt", "third.txt"])


def test_every_witness_is_held_against_the_copy_that_leads() -> None:
    first = copy(NOTICE.replace("养护", "保养"), source="first.txt")
    lead, last = copy(NOTICE, source="issue.txt", page=3), copy(NOTICE.replace("规划；", "计划；"), source="last.txt")
    (found,), findings = join_copies([first, lead, last])
    assert [(w.source, [(d.reading, d.witness) for d in w.differences]) for w in found.witnesses] == [
        ("first.txt", [("养护", "保养")]),
        ("last.txt", [("规", "计")]),
    ]
    assert [str(finding) for finding in findings] == [
        "issue.txt:14: witness: （二）【养护】。: first.txt:14 reads 【保养】",
        "issue.txt:13: witness: （一）【规】划；: last.txt:13 reads 【计】",
    ]


def test_a_correction_of_a_copy_that_no_page_shows_is_told() -> None:
    raw, spoiled = NOTICE.encode(), NOTICE.replace("养护", "养沪").encode()
    (line,) = [no for no, words in enumerate(NOTICE.split("\n"), 1) if "养护" in words]
    correction = Correction(line, "养沪", "养护", "误识", None)
    readings = [read_source("first.txt", raw), read_source("second.txt", spoiled, [correction])]
    hidden = [str(f) for f in convert(readings).findings if f.code is Code.HIDDEN_CORRECTION]
    told = "养沪 is corrected to 养护 in a second copy; the page shows the one at first.txt:1"
    assert hidden == [f"second.txt:{line}: hidden-correction: {told}"]
    assert not [f for f in convert(readings[1:]).findings if f.code is Code.HIDDEN_CORRECTION]


def test_a_witness_says_where_it_reads_differently() -> None:
    (found,), _ = join_copies([document(NOTICE), copy(NOTICE.replace("县区人民政府保障", "街道办事处保障"))])
    (witness,) = found.witnesses
    assert [(d.anchor, d.line, d.reading, d.witness) for d in witness.differences] == [
        ("a2-k2", 15, "县区人民政府", "街道办事处")
    ]


def test_two_documents_of_one_id_keep_apart_and_are_reported() -> None:
    other = "云州市商务局关于夜市的批复\n云政发〔2024〕12号\n" + "夜市摊位由商户自行购置，每晚零时以前收摊清扫。\n" * 9
    found, (finding,) = join_copies([document(NOTICE), copy(other, source="other.txt")])
    assert [d.id for d in found] == ["yunzhengfa/2024/12", "yunzhengfa/2024/12-2"]
    assert (finding.file, finding.code) == ("other.txt", Code.DUPLICATE_DOCUMENT)


def test_a_copy_finds_its_own_among_documents_of_one_id() -> None:
    other = "云州市商务局关于夜市的批复\n云政发〔2024〕12号\n" + "夜市摊位由商户自行购置，每晚零时以前收摊清扫。\n" * 9
    found, findings = join_copies([document(NOTICE), copy(other), copy(other, source="again.txt")])
    assert [(d.id, [w.source for w in d.witnesses]) for d in found] == [
        ("yunzhengfa/2024/12", []),
        ("yunzhengfa/2024/12-2", ["again.txt"]),
    ]
    assert len(findings) == 1


def cited(**keys: tuple[str | None, str | None]) -> tuple[Citation, ...]:
    return tuple(Citation(1, *key, key=key) for key in keys.values())


def test_citations_find_the_one_document_that_fits() -> None:
    first, second = document(NOTICE), copy(NOTICE, id="other", docno="云政发〔2024〕13号", title="甲", enclosed=())
    asking = replace(
        first, enclosed=(), id="asking", docno=None, title="乙",
        citations=cited(
            number=("云州市绿道管理办法", "云政发〔2024〕13号"), title=("云州市绿道管理办法", None),
            unknown=(None, "云政发〔2024〕99号"),
        ),
        repeals=cited(own=("甲", None)),
    )  # fmt: skip
    *_, found = resolve([first, second, asking])
    assert [citation.target for citation in found.citations] == ["other", "yunzhengfa/2024/12", None]
    assert [citation.target for citation in found.repeals] == ["other"]


def test_two_documents_that_fit_are_no_target() -> None:
    first = replace(document(NOTICE), citations=cited(title=("云州市绿道管理办法", None)))
    found, _ = resolve([first, replace(first, id="other")])
    assert found.citations[0].target is None


def test_corpus_json_has_the_keys_of_the_contract() -> None:
    issue, loose = (COVER + CONTENTS + NOTICE).encode(), NOTICE.replace("养护", "维护").encode("gb18030")
    text = to_json(convert([read_source("issue.txt", issue), read_source("loose.txt", loose)]))
    record = json.loads(text)
    assert list(record) == ["schema", "sources", "documents"]
    assert record["schema"] == 1
    assert [(s["file"], s["encoding"], s["furniture"]) for s in record["sources"]] == [
        ("issue.txt", "utf-8", [[1, 6]]), ("loose.txt", "gb18030", []),
    ]  # fmt: skip
    assert record["sources"][0]["issue"] | {"sponsor": 0, "editor": 0, "internal_no": 0} == {
        "title": "云州市人民政府公报", "year": 2024, "number": 5, "total": 88, "published": "2024-05-30",
        "sponsor": 0, "editor": 0, "internal_no": 0,
    }  # fmt: skip
    (found,) = record["documents"]
    assert [key for key in found if key != "corrections"] == [
        "id", "title", "docno", "filing_no", "kind", "issuers", "addressees", "signed", "printed", "effective",
        "expires", "column", "page", "source", "lines", "witnesses", "enclosed", "annexes", "blocks", "citations",
        "repeals", "terms", "responsible",
    ]  # fmt: skip
    assert list(found["blocks"][0]) == ["anchor", "kind", "level", "number", "heading", "lines"]
    assert list(found["witnesses"][0])[:5] == ["source", "lines", "blocks", "column", "page"]
    assert (found["page"], found["filing_no"]) == (3, None)
    assert '""' not in text.replace('"reading": ""', "").replace('"witness": ""', "")


def test_a_section_numbered_in_decimals_has_the_level_that_its_number_tells() -> None:
    plan = "1 总则\n1.1 编制目的\n为做好防汛工作，制定本预案。\n1.2 编制依据\n根据有关规定，制定本预案。\n"
    plan += "2 组织\n2.1 机构\n2.1.1 指挥部\n指挥部设在市水务局。\n2.1.2 办公室\n办公室设在市应急局。\n"
    text = to_json(convert([read_source("plan.txt", f"云州市防汛应急预案\n{plan}".encode())]))
    (found,) = json.loads(text)["documents"]
    assert [(block["level"], block["number"]) for block in found["blocks"] if block["number"]] == [
        (1, "1"), (2, "1.1"), (2, "1.2"), (1, "2"), (2, "2.1"), (3, "2.1.1"), (3, "2.1.2"),
    ]  # fmt: skip
