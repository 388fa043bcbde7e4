"""Words about pictures and files: what they are, why one is not taken, and what is known of viruses in it."""

from django.utils.translation import gettext_lazy as _

UNFIT = {
    "too_large": _("«{about}» er for stor. En fil kan være på 10 MB. Ta et skjermbilde av det viktigste i stedet."),
    "too_many": _("«{about}» fikk ikke plass. Du kan legge ved fem filer."),
    "empty": _("«{about}» er tom. Se om du valgte riktig fil."),
    "heic": _(
        "«{about}» er et bilde som bare noen telefoner kan vise (HEIC). Ta et skjermbilde av det, og legg ved det."
    ),
    "other_kind": _(
        "«{about}» er ikke noe vi kan ta imot, samme hva den heter. Du kan legge ved bilder (JPEG, PNG, WebP), "
        "PDF og ren tekst (.txt)."
    ),
    "unreadable": _("«{about}» lar seg ikke åpne. Ta et skjermbilde av det, og legg ved det."),
    "too_many_pixels": _("«{about}» er et for stort bilde til at vi kan åpne det. Ta et skjermbilde av det."),
    "virus": _("«{about}» har et virus og er ikke tatt imot. Ta et skjermbilde av det du vil vise."),
    "no_school": _("«{about}» er ikke lagt ved ennå. Velg skolen først, og legg så ved filen."),
    "no_room": _("«{about}» fikk ikke plass nå. Send det du har skrevet, uten filen."),
}

FILE_KINDS = {
    "jpeg": _("Bilde"),
    "png": _("Bilde"),
    "webp": _("Bilde"),
    "pdf": _("PDF"),
    "text": _("Tekst"),
}

SCANS = {
    "clean": _("Sjekket for virus, og ingen er funnet."),
    "not_set_up": _("Filen er ikke sjekket for virus: Her er det ikke satt opp noe som sjekker."),
    "no_answer": _("Filen er ikke sjekket for virus: Det som skulle sjekke, svarte ikke da filen kom."),
}

OBSTACLES = {
    "files_too_many": _("Du kan legge ved fem filer. Ta bort noen av dem."),
    "removed_already": _("Filen er fjernet fra før."),
}

ABOUT = {"shows": _("hva bildet viser")}

KINDS = {"unfit": UNFIT, "file_kind": FILE_KINDS, "scan": SCANS}
