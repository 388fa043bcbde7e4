"""What the open pages can say: the sentences that also those who speak none of our three languages get in theirs.

Nearly everything of `family/` is said openly; of the rest, whole files or single sentences. A test walks through the
open pages and fails when they say something that is not found here.
"""

from __future__ import annotations

from collections.abc import Collection

WHOLE = (
    "family/", "cases/queries/reporting.py", "cases/queries/statuses.py",
    "cases/queries/attachments.py", "cases/queries/messages.py", "cases/asking_child.py",
    "cases/templates/cases/child_questions.html", "cases/templates/cases/closed_now.html",
    "cases/templates/cases/messages.html", "web/templates/web/files.html", "web/templates/web/numbers.html",
    "web/templates/ui/print_button.html", "web/uploads/",
    "web/words/attachments.py", "web/words/troubles.py", "web/words/trust.py",
)  # fmt: skip
EDITION = (
    "family/queries/shown.py", "family/templates/family/edition_content.html", "web/words/edition.py",
)  # fmt: skip
EDITION_IN = ("se",)  # beside our three; to who reads in another of the six, the edition is shown in bokmål
AT_SCHOOL = (  # of the families' side, what only the school sees; and the edition
    "family/forms/school.py", "family/queries/keys.py", "family/queries/pages.py", "family/queries/shown.py",
    "family/queries/threads.py", "family/views/school.py",
    *(f"family/templates/family/{name}.html" for name in (
        "approve_edition", "case_family", "edition", "edition_content", "edition_letter", "end_family_key",
        "family_key_letter", "give_family_key", "key_shown", "leave_unanswered", "thread_shown", "write_home",
    )),
)  # fmt: skip
SENTENCES: dict[str, tuple[str, ...]] = {
    "cases/queries/reports.py": ("Ja", "Nei, ikke nå"),
    "web/dates.py": ("{day}. {month} {year}", "{weekday} {day}. {month}", "{day} kl. {hour:02}.{minute:02}"),
    "web/forms.py": (
        "Fyll ut dette feltet.",
        "Velg ett av svarene.",
        "Teksten er {count} tegn. Det er plass til {longest}. Kort den ned, eller del den i to.",
        "Teksten har et tegn som ikke kan lagres (NUL). Skriv setningen på nytt.",
    ),
    "web/templatetags/ui.py": ("(kan stå tomt)", "Dette kan ikke gjøres ennå", "Rett opp dette før du går videre"),
    "web/words/__init__.py": ("god praksis, ikke lov", "høyst {count} tegn"),
    "web/words/codes.py": (
        "rektor", "daglig leder", "kommunen", "fylkeskommunen", "styret for skolen",
        "Det som skjer mellom elever", "En som arbeider på skolen", "Noen i ledelsen ved skolen",
        "Mottakeren hos {owner}",
        "På skolen", "På SFO", "På leksehjelpen", "På skoleveien", "På nett", "Vet ikke",
        "{principal}", "stedfortreder for {principal}", "mottaker hos {owner}", "øverste leder hos {owner}",
        "Skrevet her", "Fortalt på telefon", "Fortalt i en samtale",
        "En elev", "En forelder eller annen foresatt", "En annen", "Skolen eleven gikk på før", "Ikke oppgitt",
    ),
    "web/words/dialogue.py": ("hos {owner}", "har ansvaret for meldingen"),
    "web/words/voice.py": (
        "Hvordan har du det på skolen?", "Hvordan er det i friminuttene?", "Hvordan er det i timene?",
        "Hvordan er det på vei til og fra skolen?", "Hvordan er det på nett?",
        "Har noen gjort eller sagt noe mot deg som ikke var greit?", "Er det en voksen på skolen du kan si det til?",
        "Veldig bra", "Bra", "Sånn passe", "Dårlig", "Veldig dårlig", "Ja", "Nei", "Vil ikke svare nå",
        "Bare de voksne som hjelper meg på skolen", "De på skolen, og de hjemme",
        "Du svarte nettopp. Vent noen minutter før du svarer igjen.",
    ),
    "web/words/looking.py": ("Du har bedt om lista, og svaret er på vei.",),
    "web/words/obstacles.py": (
        "Teksten er for lang. Kort den ned, eller del den i to: {about}.",
    ),
    "web/words/about.py": ("det som har skjedd",),
}  # fmt: skip
CALENDAR = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March",
    "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
REFUSALS = (
    "Null characters are not allowed.",
    "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
)


def is_said_openly(said: str, files: Collection[str], language: str) -> bool:
    """Whether a sentence that these files say can be met on an open page in this language, which is one of the six."""
    if language in EDITION_IN and not set(EDITION).isdisjoint(files):
        return True
    return any(said in SENTENCES.get(file, ()) or (file.startswith(WHOLE) and file not in AT_SCHOOL) for file in files)
