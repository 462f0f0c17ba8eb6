"""A small corpus of law in three releases, with known differences, published."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from converters.variants import load_lexicon
from converters.variants.site import convert_site
from gazette.releases.publish import Order, publish
from tests import lawproject
from tests.lawproject import OPINION, ORDER, RULE, Project

__all__ = ["FIRST", "RELEASES", "SECOND", "THIRD", "publish_three"]

FIRST, SECOND, THIRD = RELEASES = ("2026.9", "2026.10", "2026.11")
DATES = {FIRST: "2026-09-30", SECOND: "2026-10-31", THIRD: "2026-11-21"}
BASE = "https://gongbao.example/"


def first(project: Project) -> None:
    """Leave the order out, which comes with the second release, and the notes that name it."""
    shutil.move(project.source / f"{ORDER}.md", project.source.parent / "58.md")
    (project.source / "notes" / "yunzhengfa" / "2024" / "3.md").unlink()
    project.records.pop(ORDER.removeprefix("doc/"))


def second(project: Project) -> None:
    """Add the order; change words, typography and numbers of the rule."""
    shutil.move(project.source.parent / "58.md", project.source / f"{ORDER}.md")
    project.records = json.loads(json.dumps(lawproject.RECORDS))
    project.edit(RULE, "饲养犬只的单位和个人", "饲养犬只的单位、家庭和个人")
    project.edit(RULE, "本办法自2024年5月1日起施行，", "本办法自2024年5月1日起施行, ")
    project.edit(
        RULE, "主管机关应当自收到前款规定的材料之日起五日内办理。", "主管机关应当自收到前款规定的材料之日起十日内办理。"
    )
    inserted = "{#a4 .article}\n#### 第四条\n\n{#a4-k1 .paragraph}\n犬只死亡的，养犬人应当在三十日内注销登记。\n\n"
    project.edit(RULE, "{#a4 .article}", "{#a4-was .article}")
    project.edit(RULE, "{#a5 .article}\n#### 第五条\n\n{#a5-k1", "{#a6 .article}\n#### 第六条\n\n{#a6-k1")
    project.edit(RULE, "{#a4-was .article}\n#### 第四条\n\n{#a4-k1", "{#a5 .article}\n#### 第五条\n\n{#a5-k1")
    project.edit(RULE, "{#a4-k2 .paragraph}", "{#a5-k2 .paragraph}")
    project.edit(RULE, "{#a5 .article}", f"{inserted}{{#a5 .article}}")
    redirects(project, {f"{RULE}/#a4-k2": "#a5-k2"})


def third(project: Project) -> None:
    """Rename the opinion; change nothing else."""
    old, new = project.source / f"{OPINION}.md", project.source / "doc" / "yunzhengbanfa" / "2025" / "17.md"
    text = old.read_text("utf-8").replace("2025/7", "2025/17").replace("〔2025〕7号", "〔2025〕17号")
    new.write_text(text, "utf-8")
    old.unlink()
    redirects(project, {f"{RULE}/#a4-k2": "#a5-k2", f"{OPINION}/": "doc/yunzhengbanfa/2025/17/"})
    project.records["yunzhengbanfa/2025/17"] = project.records.pop("yunzhengbanfa/2025/7")


def redirects(project: Project, moved: dict[str, str]) -> None:
    """Say what leads where."""
    rows = "".join(f'"{old}" = "{new}"\n' for old, new in moved.items())
    (project.source / "redirects.toml").write_text(f"[moved]\n{rows}", "utf-8")


EDITS: dict[str, Callable[[Project], None]] = {FIRST: first, SECOND: second, THIRD: third}


def publish_three(folder: Path) -> Path:
    """Build and publish three releases; gives the published folder."""
    project = lawproject.new(folder)
    published, lexicon = folder / "published", load_lexicon()
    for release in RELEASES:
        EDITS[release](project)
        project.output = folder / release
        project.build(
            release=release,
            gazette_published=str(published),
            gazette_today=DATES[release],
            gazette_base_url=BASE,
        )
        assert project.warnings == ""
        convert_site(project.output, lexicon)
        publish(Order(project.output, published, release, project=folder))
    return published
