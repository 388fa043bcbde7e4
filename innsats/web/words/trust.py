"""Words for how the school met a family: three questions, to a guardian, to a pupil and to a child."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

ASKED_GUARDIAN = {
    "heard": _("Har skolen hørt på deg?"),
    "knows_next": _("Vet du hva som skjer videre?"),
    "better": _("Har barnet ditt det bedre nå?"),
}
ASKED_PUPIL = {
    "heard": _("Har de voksne på skolen hørt på deg?"),
    "knows_next": _("Vet du hva som skjer videre?"),
    "better": _("Har du det bedre nå?"),
}
ASKED_CHILD = {
    **ASKED_PUPIL,
    "heard": _("Har de voksne hørt på deg?"),
    "knows_next": _("Vet du hva de voksne skal gjøre nå?"),
}
REPLIES = {
    "yes": _("Ja"),
    "partly": _("Litt"),
    "no": _("Nei"),
    "no_answer": _("Vil ikke svare"),
}

KINDS: dict[str, Mapping[str, str]] = {
    "asked_guardian": ASKED_GUARDIAN,
    "asked_pupil": ASKED_PUPIL,
    "asked_child": ASKED_CHILD,
    "trust_reply": REPLIES,
}
OBSTACLES = {
    "trust_answered": _("Du har svart på dette. Takk."),
}
