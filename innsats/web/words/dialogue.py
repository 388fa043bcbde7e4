"""Words about the talk between the school and whoever reported. Those that whoever has a code meets tell of no case."""

from django.utils.translation import gettext_lazy as _

ANSWERED_AS = {
    "principal": _("{principal}"),
    "deputy": _("stedfortreder for {principal}"),
    "owner_officer": _("hos {owner}"),
    "owner_head": _("hos {owner}"),
    "lead": _("har ansvaret for meldingen"),
}

KNOWN_BY = {
    "met": _("Jeg har møtt og snakket med personen"),
    "called_back": _("Jeg ringte nummeret som står i registeret, og personen sa noe bare den med koden kan vite"),
    "recognised": _("Personen kom til oss med koden, og jeg kjenner personen"),
    "papers": _("Personen viste legitimasjon"),
}

OCCASIONS = {
    "first_answer": _("Det første svaret"),
    "question": _("Spørre om mer"),
    "now": _("Hva som skjer nå"),
    "meeting": _("Be om en samtale"),
    "goodbye": _("Takk til slutt"),
}

TONES = {"child": _("til et barn"), "adult": _("til en voksen"), "short": _("kort")}

KINDS = {"answered_as": ANSWERED_AS, "known_by": KNOWN_BY, "occasion": OCCASIONS, "tone": TONES}

REFUSED = {
    "answer_to_oneself": _("Du har meldt fra om dette selv. Da er det ingen andre som leser svaret."),
    "former_school": _("Meldingen kom fra skolen eleven gikk på før. Der leser ingen svaret. Ring heller."),
    "holder_signed_in": _("En ansatt sendte meldingen, og leser svaret innlogget. Da er det ingen kode å bekrefte."),
    "confirmed_already": _("Det er alt bekreftet hvem som har koden. Avslutt det først, hvis det er feil."),
    "unknown_holder": _("Vi finner ikke personen blant elevene meldingen gjelder og de foresatte. Velg en fra lista."),
    "no_responsibility": _("Registeret sier ikke at personen har foreldreansvar. Få det avklart først."),
    "holder_of_age": _("Eleven er 18 år og bestemmer selv hva foresatte får vite."),
    "confirmation_ended": _("Dette er alt avsluttet."),
    "reads_signed_in": _("Den som sendte meldingen, leser svaret innlogget, og trenger ingen kode."),
    "code_given": _("Det er alt gitt en kode her. Er den mistet, kan de som leser meldingen, gi en ny."),
    "caller_gone": _("Koden gis mens dere snakker, eller med en gang etterpå. Nå er det gått mer enn en time."),
    "holder_unknown": _(
        "Ingen vet sikkert hvem som har koden. Bekreft det først. Den som vil være anonym, kan melde fra en gang til."
    ),
}
