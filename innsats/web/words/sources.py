"""How acts and guides are cited to people: short name → the name one would look up."""

from django.utils.translation import gettext_lazy as _

CITED = {
    "oppl ": _("opplæringslova "),
    "opplf ": _("opplæringsforskrifta "),
    "prskol ": _("privatskolelova "),
    "fvl67 ": _("forvaltningsloven "),
    "fvl25 ": _("forvaltningsloven 2025 "),
    "arkf ": _("arkivforskrifta "),
    "arkl ": _("arkivlova "),
    "bvl ": _("barnevernsloven "),
    "hpl ": _("helsepersonelloven "),
    "pbrl ": _("pasient- og brukerrettighetsloven "),
    "bl81 ": _("barneloven "),
    "strpl ": _("straffeprosessloven "),
    "offl ": _("offentleglova "),
    "strl ": _("straffeloven "),
    "tolkl ": _("tolkeloven "),
    "koml ": _("kommuneloven "),
    "popplyl ": _("personopplysningsloven "),
    "GDPR ": _("personvernforordningen "),
    "UiS teams": _("Læringsmiljøsenteret om innsatsteam"),
    "Udir mandate": _("Utdanningsdirektoratets veileder om beredskapsteam: forankring"),
    "Udir team routines": _("Utdanningsdirektoratets veileder om beredskapsteam: rutiner og arbeidsformer"),
    "Udir teams": _("Utdanningsdirektoratets veileder om beredskapsteam"),
    "UiS one week": _("Læringsmiljøsenteret: høyst én uke"),
}
