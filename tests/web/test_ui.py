"""Forms, buttons and clocks in the markup of the design system, wired together for those who cannot see them."""

from __future__ import annotations

import pytest
from django import forms

from innsats.web.templatetags import ui


class Example(forms.Form):
    words = forms.CharField(label="Hva har skjedd?", help_text="Kort.", widget=forms.Textarea)
    email = forms.EmailField(label="E-post", required=False)
    arena = forms.ChoiceField(label="Hvor", choices=[("a", "A & B"), ("b", "B")], widget=forms.RadioSelect)
    grade = forms.ChoiceField(label="Trinn", choices=[("1", "1."), ("2", "2.")])
    sure = forms.BooleanField(label="Jeg er sikker")
    form_key = forms.CharField(widget=forms.HiddenInput, initial="k1")


def test_a_text_field_is_wired_to_its_label_explanation_and_error() -> None:
    drawn = ui.field(Example({"words": ""})["words"], counter=200)
    assert '<label class="ds-label" for="id_words">Hva har skjedd?</label>' in drawn
    assert 'data-field="description" id="id_words_helptext"' in drawn
    assert 'data-field="validation" id="id_words_error"' in drawn
    assert 'aria-describedby="id_words_helptext id_words_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'data-limit="200" data-under="%d tegn igjen"' in drawn


def test_what_was_typed_still_stands_there_and_is_escaped() -> None:
    typed = "</textarea><script>alert(1)</script>\n  å ǩ 🙂 ‏שלום"
    drawn = ui.field(Example({"words": typed})["words"])
    assert "<script>" not in drawn
    assert "å ǩ 🙂 ‏שלום" in drawn


def test_a_field_that_may_stand_empty_says_so() -> None:
    assert "(kan stå tomt)" in ui.field(Example()["email"])
    assert "(kan stå tomt)" not in ui.field(Example()["email"], optional=False)
    assert "(kan stå tomt)" not in ui.field(Example()["words"])


def test_choices_stand_in_a_fieldset_with_one_label_each() -> None:
    form = Example({"arena": "b"})
    form.fields["arena"].choice_help = {"b": "Bare her"}  # type: ignore[attr-defined]
    drawn = ui.field(form["arena"])
    assert drawn.startswith('<fieldset class="ds-fieldset"')
    assert '<legend class="ds-label">Hvor</legend>' in drawn
    assert drawn.count('type="radio"') == drawn.count("<ds-field") == 2
    assert drawn.count(" checked") == 1 and drawn.index('value="b"') < drawn.index(" checked")
    assert "A &amp; B" in drawn
    assert 'aria-describedby="id_arena_1_help"' in drawn and "Bare her" in drawn


def test_a_list_a_tick_and_a_hidden_key_are_drawn() -> None:
    assert '<option value="2" selected>2.</option>' in ui.field(Example({"grade": "2"})["grade"])
    tick = ui.field(Example()["sure"])
    assert tick.index('type="checkbox"') < tick.index("Jeg er sikker")
    assert 'type="hidden"' in ui.field(Example()["form_key"]) and 'value="k1"' in ui.field(Example()["form_key"])


def test_the_summary_tells_every_reason_and_leads_to_each_field() -> None:
    form = Example({"email": "nei"})
    form.add_error(None, "Eleven er ikke hørt ennå.")
    drawn = ui.errors(form)
    assert drawn.startswith("<ds-error-summary") and "Rett opp dette" in drawn
    assert "<li>Eleven er ikke hørt ennå.</li>" in drawn
    for anchor in ("#id_words", "#id_email", "#id_arena_0", "#id_grade", "#id_sure"):
        assert f'href="{anchor}"' in drawn
    assert "Hva har skjedd? Fyll ut" in drawn and "E-post: Skriv" in drawn


def test_a_refusal_alone_is_no_mistake_in_the_form() -> None:
    form = forms.Form({})
    form.add_error(None, "Dette passer ikke der saken står nå.")
    assert "Dette kan ikke gjøres ennå" in ui.errors(form)


def test_a_form_without_errors_has_no_summary() -> None:
    assert ui.errors(Example()) == ""


def test_a_button_that_is_shut_says_every_reason() -> None:
    drawn = ui.submit("Sett i kraft", reasons=["Ett <b>", "To"])
    assert 'type="button" disabled' in drawn
    assert "<li>Ett &lt;b&gt;</li><li>To</li>" in drawn
    assert 'type="submit"' not in drawn


def test_a_button_carries_its_name_and_value() -> None:
    drawn = ui.submit("Lagre", variant="secondary", name="next", value="plan")
    assert drawn == (
        '<button class="ds-button" type="submit" data-variant="secondary" name="next" value="plan">Lagre</button>'
    )


@pytest.mark.parametrize("status", ui.STATUS_LOOK)
def test_a_clock_is_never_colour_alone(status: str) -> None:
    drawn = ui.chip(status, "2 dager igjen")
    assert "<svg" in drawn and "2 dager igjen" in drawn and "data-color" in drawn


def test_two_clocks_that_differ_look_different_without_colour() -> None:
    icons = [icon for _, icon in ui.STATUS_LOOK.values()]
    assert len(set(icons)) >= len(icons) - 1


def test_an_icon_is_decoration_unless_it_is_named() -> None:
    assert 'aria-hidden="true"' in ui.icon("Bell")
    assert 'role="img" aria-label="Varsel &lt;nå&gt;"' in ui.icon("Bell", "Varsel <nå>")
