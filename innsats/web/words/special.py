"""Words for what is rare in a case, and the law has rules of its own for."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

TOLD_OF_FORCE = {
    "principal": _("{principal} fikk vite det"),
    "guardians": _("De foresatte fikk vite det"),
    "guardians_untold": _("De foresatte har ikke fått vite det"),
    "owner": _("{owner} skal ha beskjed"),
    "owner_why": _("Inngrepet var særlig alvorlig, eller ikke det første mot eleven"),
}

KINDS: dict[str, Mapping[str, str]] = {"told_of_force": TOLD_OF_FORCE}
