"""Examples for `/ui/`: every component once, with invented content, in bokmål only."""

from __future__ import annotations

from typing import Any

from django import forms

from .forms import DayField, explain
from .templatetags import ui


class ExampleForm(forms.Form):
    """One field of each kind."""

    words = forms.CharField(
        label="Hva har skjedd?", help_text="Skriv slik du ville ha fortalt det til en kollega.", widget=forms.Textarea
    )
    email = forms.EmailField(label="E-post", required=False)
    on = DayField(label="Når skjedde det?", required=False)
    arena = forms.ChoiceField(label="Hvor?", choices=[("", "Velg"), ("school", "På skolen"), ("sfo", "På SFO")])
    serious = forms.ChoiceField(
        label="Er saken alvorlig?", choices=[("yes", "Ja"), ("no", "Nei")], widget=forms.RadioSelect,
        help_text="Er den alvorlig, får kommunen vite det i dag.",
    )
    heard = forms.MultipleChoiceField(
        label="Hvem er hørt?", choices=[("pupil", "Eleven"), ("guardian", "Foresatte")],
        widget=forms.CheckboxSelectMultiple, required=False,
    )
    sure = forms.BooleanField(label="Jeg har lest det som står over")


def shown(with_errors: bool) -> dict[str, Any]:
    """What the page of components shows; with errors, the form as somebody left it half filled in."""
    form = ExampleForm({"words": "", "email": "ikke en adresse"} if with_errors else None)
    explain(form, serious={"yes": "Vold, trusler, langvarig utestenging, eller en ansatt er involvert."})
    if with_errors:
        form.add_error(None, "Eleven er ikke hørt ennå. (opplæringslova § 10-2)")
    icons = sorted(drawing.stem for drawing in ui.ICONS.glob("*.svg"))
    return {
        "form": form, "phases": PHASES, "facts": FACTS, "tabs": TABS, "entries": ENTRIES, "pairs": PAIRS,
        "versions": VERSIONS, "reasons": REASONS, "icons": icons,
    }


PHASES = [
    {"word": "Meldt", "state": "done"},
    {"word": "Undersøkes", "state": "now"},
    {"word": "Tiltak", "state": "later"},
    {"word": "Oppfølging", "state": "later"},
    {"word": "Avsluttet", "state": "later"},
]
FACTS = [
    {"word": "Saksansvarlig", "value": "Lise Berg"},
    {"word": "Rektor", "value": "Kari Nordmann"},
    {"word": "Alvorlig", "value": "Ja, kommunen har fått beskjed"},
    {"word": "Statsforvalteren", "value": "fra onsdag 25. mars"},
]
TABS = [
    {"word": word, "address": "#main", "here": word == "Oversikt"}
    for word in ("Oversikt", "Personer", "Undersøkelse", "Plan", "Logg")
]
ENTRIES = [
    {
        "what": "Eleven ble hørt", "who": "Lise Berg", "happened": "mandag 23. mars kl. 10.40",
        "written": "tirsdag 24. mars kl. 08.02", "words": "«Jeg vil at noen er i garderoben.»", "color": "success",
    },
    {"what": "Saken ble opprettet", "who": "Kari Nordmann", "happened": "mandag 23. mars kl. 09.12"},
    {"what": "Meldt fra", "who": "En ansatt", "happened": "fredag 20. mars kl. 21.30", "color": "danger"},
]
PAIRS = [
    {"word": "Problem", "value": "Noah holdes utenfor i garderoben etter gym."},
    {"word": "Tiltak", "value": "En voksen er i garderoben.\nFra første time tirsdag."},
]
VERSIONS = [
    {
        "word": "Tiltak", "before": "Voksen i gangen", "after": "Voksen i garderoben", "theirs": "Voksen i gangen",
        "yours": "Voksen i garderoben", "changed": True,
    },
    {
        "word": "Ansvarlig", "before": "Lise Berg", "after": "Lise Berg", "theirs": "Lise Berg", "yours": "Ola Dahl",
        "changed": False,
    },
]
REASONS = [
    "Eleven er ikke hørt ennå. (opplæringslova § 10-2)",
    "Tiltaket mangler dato for evaluering. (opplæringslova § 12-4 (3))",
]
