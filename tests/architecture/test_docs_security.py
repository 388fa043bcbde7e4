"""The pages under docs/security: every proof that they name is there, and every page is reached from the first."""

from __future__ import annotations

import re

import pytest

from tests.architecture.proofs import LOOKS_LIKE_ONE, ROOT, headings_in, proofs_in

FOLDER = ROOT / "docs" / "security"
PAGES = sorted(path.name for path in FOLDER.glob("*.md"))
LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([\w-]+))?\)")


def text_of(page: str) -> str:
    return (FOLDER / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_every_proof_that_is_named_is_there(page: str) -> None:
    text = text_of(page)
    assert len(proofs_in(text)) == len(LOOKS_LIKE_ONE.findall(text)), "one is written in a way that is not read"
    assert [proof for proof in proofs_in(text) if not proof.is_there()] == []


def test_each_promise_against_each_of_them_has_a_test_and_each_says_what_it_does_not() -> None:
    parts = re.split(r"^## ", text_of("threats.md"), flags=re.MULTILINE)[2:]
    assert len(parts) >= 10
    for part in parts:
        who = part.splitlines()[0]
        promises = re.split(r"^- ", part.partition("**Not**")[0], flags=re.MULTILINE)[1:]
        assert promises and "**Not**" in part, who
        assert [said for said in promises if not any(proof.is_test() for proof in proofs_in(said))] == [], who


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    for target, heading in LINK.findall(text_of(page)):
        path = (FOLDER / target).resolve() if target else FOLDER / page
        assert path.exists(), target
        assert not heading or heading in headings_in(str(path.relative_to(ROOT))), heading


def test_every_page_is_reached_from_the_first() -> None:
    assert {target for target, _ in LINK.findall(text_of("README.md"))} >= set(PAGES) - {"README.md"}
