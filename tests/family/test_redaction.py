"""No word that belongs only to another child is in a family's edition: random names in random stories."""

from __future__ import annotations

import re
from datetime import timedelta
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from innsats.cases import actions
from innsats.cases.models import Case
from innsats.cases.queries.entitled import families_of
from innsats.family.queries.approved import read_edition
from tests import world
from tests.family.families import approved, by_rektor, child, noted, reader, said_in

pytestmark = pytest.mark.django_db
SYLLABLES = [first + last for first in "bdfghjklmnprstv" for last in ("a", "e", "i", "o", "u", "y", "ø", "å")]
PARTS = {"notes": 0.8, "measures": 0.9, "contacts": 0.7, "talks": 0.7, "special": 0.5}


class Words:
    """Words that nobody has said before, each with whom it belongs to."""

    def __init__(self, random: Random) -> None:
        self.random, self.said = random, {}

    def new(self, whose: str, *, capital: bool = False) -> str:
        word = "".join(self.random.choice(SYLLABLES) for _ in range(6)) + str(len(self.said))
        word = re.sub(r"\d", lambda digit: "qxwzcðþæñé"[int(digit.group())], word)
        self.said[word.casefold()] = whose
        return word.capitalize() if capital else word

    def text(self, whose: str) -> str:
        return " ".join(self.new(whose) for _ in range(self.random.randint(1, 3))) + "."

    def of_others_than(self, whose: str) -> set[str]:
        return {word for word, owner in self.said.items() if owner != whose}


@pytest.mark.sqlite
@given(seed=st.integers(0, 2**32))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_t98_no_word_that_belongs_only_to_another_is_in_a_familys_edition(seed):
    with transaction.atomic():
        random = Random(seed)
        words = Words(random)
        case = _a_story(random, words)
        read = 0
        for family in families_of(case, world.AT):
            for group in family.readers(world.AT):
                approved(case, group, family.name)
            readers = [reader(case, one.name) for one in family.recipients if one.may_get]
            for who in (*readers, child(case, family.name)):
                text = said_in(read_edition(who, case.pk)).casefold()
                leaked = {word for word in words.of_others_than(str(family.pupil.pk)) if word in text}
                assert leaked == set(), (seed, who)
                read += 1
        assert read >= 2
        transaction.set_rollback(True)


def _a_story(random: Random, words: Words) -> Case:
    """A case with one to three other pupils, and in each place where one writes, something that is only somebody's."""
    school = world.a_school()
    pupils = [_a_child(school, random, words) for _ in range(random.randint(2, 4))]
    subject, *others = pupils
    report = world.a_report(school, text=words.text("reporter"))
    world.declared(world.read(report), parties=pupils)
    case = actions.open_case([report.pk], pupil=subject.pk, **by_rektor_of(school))
    world.received(case)
    for pupil in pupils:
        _heard(case, pupil, words)
    if random.random() < PARTS["notes"]:
        texts = {name: words.text("school") for name in ("text", "own_words", "meaning", "present", "place")}
        actions.note_inquiry(case.pk, method="talk", perspective="peers", question="facts", **texts, **by_rektor(case))
    if random.random() < PARTS["measures"]:
        _planned(case, others, random, words)
        _asked(case, random, words)
    for other in others:
        _spoken(case, other, random, words)
    if random.random() < PARTS["special"]:
        told = {name: words.text("school") for name in ("text", "reported_by", "contact")}
        actions.note_police(case.pk, why="asked", **told, **by_rektor(case))
    if random.random() < PARTS["special"]:
        one = random.choice([one for family in families_of(case, world.AT) for one in family.recipients])
        noted(case, one.name, random.choice(["protected", "danger"]), text=words.text("school"))
    return Case.objects.select_related("school__school_owner", "pupil").get(pk=case.pk)


def by_rektor_of(school):
    return {"by": world.actor(world.principal_of(school)), "at": world.AT}


def _a_child(school, random: Random, words: Words):
    """A pupil whose own name and whose guardians' names are nobody else's, in a class of its own."""
    whose = f"child {len(words.said)}"
    names = [" ".join(words.new(whose, capital=True) for _ in range(2)) for _ in range(3)]
    pupil = world.a_pupil(school, names[0], guardians=names[1 : 1 + random.randint(1, 2)])
    pupil.class_name = words.new(whose)[:20]
    pupil.save(update_fields=["class_name"])
    words.said = {word: str(pupil.pk) if owner == whose else owner for word, owner in words.said.items()}
    return pupil


def _heard(case: Case, pupil, words: Words) -> None:
    """What a child said, and what an adult saw, is for nobody's edition."""
    texts = {name: words.text("school") for name in ("own_words", "best_interest", "observed", "present")}
    actions.hear_pupil(case.pk, pupil=pupil.pk, is_safe="no", **texts, **by_rektor(case))


def _planned(case: Case, others: list, random: Random, words: Words) -> None:
    """Measures for the pupil whom it is about, and for others: all but the family's text is the school's."""
    for aimed_at in ([], *([one.pk] for one in others)):
        whose = "school" if aimed_at else str(case.pupil_id)
        texts = {name: words.text("school") for name in ("problem", "what", "place", "when_words")}
        kinds = ["adult_close_by", "safe_place", "stop_talk"] if aimed_at else ["adult_close_by", "watching"]
        kind = random.choice(kinds)
        world.with_draft(case, kind=kind, aimed_at=aimed_at, family_text=words.text(whose), **texts)
    actions.activate_plan(case.pk, **by_rektor(case))


def _asked(case: Case, random: Random, words: Words) -> None:
    """How it is, in the pupil's own words: those go home that it lets go there, once an adult has read them."""
    for count, (lets_home, is_read) in enumerate((one, two) for one in (True, False, None) for two in (True, False)):
        whose = str(case.pupil_id) if lets_home and is_read else "school"
        given = {"own_words": words.text(whose), "is_for_home": lets_home, "is_safe": random.choice(["yes", "no"])}
        at = world.AT + timedelta(seconds=count)
        turn = actions.start_check_in(case.pk, **by_rektor(case, at))
        held = actions.check_in_pupil(case.pk, turn=turn.pk, **given, **by_rektor(case, at))
        if is_read:
            actions.answer_check_in(case.pk, check_in=held.pk, text=words.text("school"), **by_rektor(case, at))


def _spoken(case: Case, other, random: Random, words: Words) -> None:
    """What the guardians of another were told, and what was agreed with that one, is theirs."""
    whose = str(other.pk)
    if random.random() < PARTS["contacts"]:
        told = {"whom": words.text("school"), "text": words.text(whose)}
        actions.contact_guardians(case.pk, pupil=other.pk, **told, **by_rektor(case))
    if random.random() < PARTS["talks"]:
        adults = [world.an_employee(case.school, f"Voksen {words.new('staff', capital=True)}").uuid for _ in range(2)]
        talk = {"led_by": adults[0], "beside": adults[1], "next_on": (world.AT + timedelta(days=7)).date()}
        actions.hold_stop_talk(case.pk, pupil=other.pk, agreed=words.text(whose), **talk, **by_rektor(case))


def test_the_property_would_see_a_leak():
    words = Words(Random(1))
    own, other = words.new("a"), words.new("b", capital=True)
    assert words.of_others_than("a") == {other.casefold()} and own.casefold() not in words.of_others_than("a")
