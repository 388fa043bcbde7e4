"""A title stays in the history of the browser, where others look: it may hold a number, never a name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.urls import reverse

import innsats
from innsats.cases.models import Measure
from tests import world

SAID_IN_TITLES = re.compile(r"(frame\.word|.*number)$")
OF_CASE = (
    *("read_case", "case_people", "case_inquiry", "case_plan", "case_log", "compare_plans", "link_report"),
    *("assess_seriousness", "name_lead", "admit_to_team", "name_party", "inform_of_rights", "note_inquiry"),
    *("hear_pupil", "draft_measure", "activate_plan"),
)
OF_MEASURE = ("draft_measure", "drop_measure", "start_measure", "end_measure", "evaluate_measure")
OF_REPORT = ("read_report", "receive_report", "reroute_report", "open_case", "find_unfounded")
OF_BOTH = ("declare_impartiality", "secure_safety", "tell_owner")


def title_of(response) -> str:
    return re.search(r"<title>(.*?)</title>", response.content.decode(), re.S)[1]


@pytest.mark.django_db
def test_no_pupil_name_stands_in_a_title(client, monkeypatch):
    world.it_is(monkeypatch)
    case = world.with_plan()
    number, report = case.number, case.casereport_set.get().report.number
    measure = Measure.objects.filter(case=case).first().lineage
    addresses = [reverse(name, args=[number]) for name in OF_CASE]
    addresses += [reverse(name, args=[number, measure]) for name in OF_MEASURE]
    addresses += [reverse(name, args=[report]) for name in OF_REPORT]
    addresses += [reverse(name, args=given) for name in OF_BOTH for given in (["saker", number], ["meldinger", report])]
    rektor = world.signed_in(client, world.principal_of(case.school))
    shown = {address: rektor.get(address) for address in ["/", "/saker/", *addresses]}
    assert {address: page.status_code for address, page in shown.items() if page.status_code != 200} == {}
    assert "Noah" in shown[reverse("read_case", args=[number])].content.decode()
    assert {title_of(page) for page in shown.values() if "Noah" in title_of(page) or "Lien" in title_of(page)} == set()
    assert title_of(shown[reverse("case_plan", args=[number])]) == f"Plan – sak {number} – Innsats"


def test_a_title_is_made_of_set_words_and_numbers():
    for path in Path(innsats.__file__).parent.rglob("*.html"):
        for title in re.findall(r"{% block title %}(.*?){% endblock %}", path.read_text(), re.S):
            said = re.findall(r"{{ (.*?) }}", title) + re.findall(r"with \w+=(\S+)", title)
            assert [one for one in said if not SAID_IN_TITLES.match(one)] == [], path
