"""What holds for every template of the product."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import engines
from django.template.base import Lexer, TokenType
from django.test import Client

import innsats
from innsats.web.templatetags import ui
from tests.web.unknown import UnknownVariable, unknown_variables_refused

ROOT = Path(innsats.__file__).parent
TEMPLATES = sorted(ROOT.rglob("templates/**/*.html"))
EXAMPLES = "web/components.html"  # invented content, in development only
NAMES = {"Innsats", "kl."}
COMPONENTS = sorted((ROOT / "web" / "templates" / "ui").glob("*.html"))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT)).split("templates/", 1)[1]


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_no_template_has_inline_style_or_script(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:|hx-on|hx-vals=.js:", text, re.IGNORECASE)
    for attributes, body in re.findall(r"<script([^>]*)>(.*?)</script>", text, re.DOTALL):
        assert "src=" in attributes and not body.strip()


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_no_template_loads_anything_from_elsewhere(path: Path) -> None:
    assert not re.search(r"""(src|href|action|hx-\w+)\s*=\s*["'](https?:)?//""", path.read_text())


@pytest.mark.parametrize("path", [one for one in TEMPLATES if named(one) != EXAMPLES], ids=named)
def test_every_word_on_a_page_can_be_said_in_another_language(path: Path) -> None:
    shown, translating = [], False
    for token in Lexer(path.read_text()).tokenize():
        if token.token_type is TokenType.BLOCK and token.contents.split()[0] in ("blocktrans", "blocktranslate"):
            translating = True
        elif token.token_type is TokenType.BLOCK and token.contents.startswith("endblocktrans"):
            translating = False
        elif token.token_type is TokenType.TEXT and not translating:
            shown.append(token.contents)
        elif token.token_type is not TokenType.COMMENT:
            shown.append("\x01")  # something is put in here; it may stand inside an attribute
    text = re.sub(r"<[^>]*>", " ", "".join(shown))
    words = re.findall(r"[^\W\d_]{2,}\.?", text)
    assert [word for word in words if word not in NAMES] == []


@pytest.mark.parametrize("path", [one for one in TEMPLATES if named(one) != EXAMPLES], ids=named)
def test_words_given_to_tags_and_components_can_be_translated(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", path.read_text())
    plain = re.findall(r"""\{% (?:submit|tag)\s+["']""", text)
    plain += re.findall(r"""\b(?:heading|lead|text|label|word|back_word|readers)=["'][^"']""", "".join(
        re.findall(r"\{% (?:include|field|submit|tag|chip) .*?%\}", text)
    ))
    assert plain == []


@pytest.mark.parametrize("path", COMPONENTS, ids=named)
def test_a_component_says_its_parameters_on_line_one_and_is_shown_on_the_page_of_components(path: Path) -> None:
    assert path.read_text().startswith("{# ")
    used = [one.read_text() for one in (ROOT / "web" / "templates" / EXAMPLES, *COMPONENTS) if one != path]
    assert any(f'"ui/{path.name}"' in text for text in used)


@pytest.mark.parametrize("path", COMPONENTS, ids=named)
def test_a_component_is_used_by_a_page_of_the_product(path: Path) -> None:
    pages = [one for one in (*TEMPLATES, *ROOT.rglob("*.py")) if one != path and one.name != Path(EXAMPLES).name]
    assert any(f"ui/{path.name}" in one.read_text() for one in pages)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/ui/", "/ui/?feil=1", "/hva-dette-er/", "/finnes-ikke/", "/sprak/"])
def test_a_page_shows_no_variable_that_nobody_gave(client: Client, address: str) -> None:
    with unknown_variables_refused():
        client.get(address)


def test_an_unknown_variable_is_refused() -> None:
    with unknown_variables_refused(), pytest.raises(UnknownVariable):
        engines["django"].from_string("{{ nobody.gave }}").render({})


@pytest.mark.django_db
def test_the_page_of_components_is_for_development_only(client: Client, settings) -> None:
    settings.DEBUG = settings.TESTING = False
    assert client.get("/ui/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/hva-dette-er/", "/ui/"])
def test_every_page_says_practice_until_somebody_has_put_it_into_use(client: Client, address: str) -> None:
    assert "Øvelse." in client.get(address).content.decode()


@pytest.mark.django_db
def test_a_page_holds_what_every_page_must(client: Client) -> None:
    page = client.get("/hva-dette-er/").content.decode()
    assert "<title>Hva dette er – Innsats</title>" in page
    assert page.index("ds-skip-link") < page.index("<header")
    assert '<main id="main"' in page
    for number in ("116 111", "116 117", ">112<", ">113<"):
        assert number in page
    assert "Barnehager er ikke med" in page


def test_every_icon_that_a_template_names_is_there() -> None:
    named_icons = {name for path in TEMPLATES for name in re.findall(r"""\{% icon ["'](\w+)["']""", path.read_text())}
    drawn = {path.stem for path in ui.ICONS.glob("*.svg")}
    assert named_icons <= drawn
    assert {icon for _, icon in ui.STATUS_LOOK.values()} <= drawn
