"""Words for the child's own voice: short, kind and concrete, and our own."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

TOPICS = {  # as the child is asked
    "school": _("Hvordan har du det på skolen?"),
    "breaks": _("Hvordan er det i friminuttene?"),
    "lessons": _("Hvordan er det i timene?"),
    "way": _("Hvordan er det på vei til og fra skolen?"),
    "online": _("Hvordan er det på nett?"),
    "not_okay": _("Har noen gjort eller sagt noe mot deg som ikke var greit?"),
    "trust": _("Er det en voksen på skolen du kan si det til?"),
}
TOPIC_NAMES = {  # as the adults read it
    "school": _("På skolen"),
    "breaks": _("I friminuttene"),
    "lessons": _("I timene"),
    "way": _("På skoleveien"),
    "online": _("På nett"),
    "not_okay": _("Noe som ikke var greit"),
    "trust": _("Har en voksen å si det til"),
}
REPLIES = {
    "5": _("Veldig bra"),
    "4": _("Bra"),
    "3": _("Sånn passe"),
    "2": _("Dårlig"),
    "1": _("Veldig dårlig"),
    "yes": _("Ja"),
    "no": _("Nei"),
    "no_answer": _("Vil ikke svare nå"),
}
VOICES = {"pupil": _("Eleven selv"), "adult": _("En voksen for eleven")}
CALLS = {
    "not_safe": _("Eleven sier at det ikke er trygt og godt"),
    "fell": _("Det er to trinn dårligere enn før"),
    "not_okay": _("Eleven sier at noe ikke var greit"),
    "wants_adult": _("Eleven vil snakke med en voksen"),
}
WHO_READS = {
    "no": _("Bare de voksne som hjelper meg på skolen"),
    "yes": _("De på skolen, og de hjemme"),
    "": _("Vil ikke svare nå"),
}

OBSTACLES = {
    "cannot_help_pupil": _("Den du valgte, kan ikke hjelpe eleven med å svare her. Velg en annen voksen: {about}."),
    "only_own_answer": _("Her kan bare eleven selv svare."),
    "answered_just_now": _("Du svarte nettopp. Vent noen minutter før du svarer igjen."),
    "turn_is_over": _("Denne siden er ikke åpen lenger. Gi den tilbake til den voksne."),
    "check_in_answered": _("En voksen har alt lest dette svaret og skrevet det ned."),
    "unknown_reply": _("Velg et av svarene på siden."),
    "adults_word_is_no_answer": _(
        "Når en voksen svarer for eleven, er det ikke elevens svar. Velg «Vil ikke svare nå», la elevens egne ord stå "
        "tomt, og skriv det du vet under «Hva ser de voksne?»."
    ),
}

KINDS: dict[str, Mapping[str, str]] = {
    "topic": TOPICS,
    "topic_name": TOPIC_NAMES,
    "child_reply": REPLIES,
    "voice": VOICES,
    "call": CALLS,
    "who_reads": WHO_READS,
}
