"""Ready texts from the school to whoever reported: a start, to be changed. They tell nothing of a case or of any child.

What stands in [brackets] must be filled in by whoever sends it.
"""

from __future__ import annotations

import re

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

GAP = re.compile(r"\[[^\[\]\n]+\]")
LETTERS = {
    ("first_answer", "child"): _(
        "Hei! Takk for at du skrev til oss. Det var modig gjort.\n\n"
        "Jeg har lest alt. Jeg er voksen på skolen, og jeg passer på at noe blir gjort. Du har ikke gjort noe galt.\n\n"
        "Vil du fortelle mer, kan du skrive her. Er noe farlig nå, ring 112. "
        "Vil du snakke med en voksen med en gang, ring 116 111.\n\n"
        "Du hører fra meg igjen [dag]."
    ),
    ("first_answer", "adult"): _(
        "Hei. Takk for at du sa fra.\n\n"
        "Jeg har lest det du skrev, og jeg har ansvaret for at skolen tar tak i det. "
        "Skolen skal undersøke når noen sier fra. Det gjelder også når du ikke er sikker.\n\n"
        "Jeg kan ikke skrive om elever her, for jeg vet ikke hvem som leser. "
        "Jeg hører gjerne mer om det du har sett. Du hører fra meg senest [dag]."
    ),
    ("first_answer", "short"): _(
        "Takk for at du sa fra. Jeg har lest det, og jeg har ansvaret. "
        "Har du mer å fortelle, kan du skrive her. Du hører fra meg senest [dag]."
    ),
    ("question", "child"): _(
        "Hei igjen! Takk for det du har fortalt. Jeg lurer på noen ting. Du svarer bare på det du vil.\n\n"
        "– Når skjer det? Er det ofte?\n– Hvor er du da?\n– Er det en voksen du stoler på?\n\n"
        "Det gjør ikke noe om du ikke husker alt."
    ),
    ("question", "adult"): _(
        "Hei. Takk for det du har fortalt. Kan du hjelpe meg med litt mer?\n\n"
        "– Hva har du selv sett eller hørt?\n– Når var det, og hvor?\n– Er det noe vi bør gjøre med en gang?\n\n"
        "Svar på det du vet. Det er greit å skrive «vet ikke»."
    ),
    ("question", "short"): _(
        "Takk for det du har skrevet. Kan du si litt mer om [det du lurer på]? «Vet ikke» er også et svar."
    ),
    ("now", "child"): _(
        "Hei! Nå skal du få vite hva som skjer.\n\n"
        "Vi voksne på skolen har lest det du skrev. Vi følger godt med, og vi vil at det skal bli bedre.\n\n"
        "Du kan skrive til meg når du vil. Vil du heller snakke, så si hvem du vil snakke med."
    ),
    ("now", "adult"): _(
        "Hei. Her er det jeg kan si nå.\n\n"
        "Meldingen er lest, og én person på skolen har ansvaret. "
        "Skolen undersøker når noen sier fra, og gjør noe når det trengs.\n\n"
        "Hva vi finner ut og gjør, forteller vi bare til eleven selv og de foresatte. "
        "Er det deg, så ring oss på [telefon]. Da finner vi ut hvordan du får vite mer."
    ),
    ("now", "short"): _(
        "Meldingen er lest, og én person har ansvaret. Vi kan ikke skrive om elever her. "
        "Er du eleven selv eller en foresatt, så ring [telefon]."
    ),
    ("meeting", "child"): _(
        "Hei! Jeg vil gjerne snakke med deg.\n\n"
        "Kan vi møtes [dag og klokkeslett]? Vi kan være på [sted]. Du kan ta med en du stoler på. "
        "Du sier bare det du vil.\n\n"
        "Passer det ikke, så skriv når det er bedre. Vil du heller snakke med en annen voksen, er det helt greit."
    ),
    ("meeting", "adult"): _(
        "Hei. Vi vil gjerne snakke med deg om det du skrev.\n\n"
        "Passer det [dag og klokkeslett]? Vi kan møtes på skolen eller ta det på telefon. "
        "Du kan ta med en annen. Trenger du tolk, så si fra, og vi ordner det.\n\n"
        "Passer det dårlig, så foreslå en annen tid."
    ),
    ("meeting", "short"): _(
        "Kan vi snakke sammen [dag og klokkeslett]? Vi kan møtes på skolen eller ta det på telefon. "
        "Passer det ikke, så foreslå en annen tid."
    ),
    ("goodbye", "child"): _(
        "Hei! Takk for at du sa fra. Det hjelper oss å gjøre det bedre.\n\n"
        "Du kan skrive her igjen når som helst. Skjer det noe vondt igjen, vil vi vite det. "
        "Du kan også ringe 116 111, dag og natt. Det koster ikke noe."
    ),
    ("goodbye", "adult"): _(
        "Hei. Takk for at du sa fra, og for hjelpen på veien.\n\n"
        "Vi har tatt med oss det du skrev. Vi slutter ikke å følge med. "
        "Ser eller hører du noe nytt, så skriv her eller meld fra på nytt."
    ),
    ("goodbye", "short"): _(
        "Takk for at du sa fra. Vi har tatt med oss det du skrev. "
        "Ser eller hører du noe nytt, kan du skrive her når som helst."
    ),
}  # fmt: skip


def letter(occasion: str, tone: str, *, language: str) -> str:
    """The text for this occasion, to such a reader, in one of the languages of the product."""
    with translation.override(language):
        return str(LETTERS[occasion, tone])


def gaps_in(text: str) -> list[str]:
    """What the ready texts leave open, in any language, and still stands in `text`."""
    open_ones = {
        gap
        for language, _name in settings.LANGUAGES
        for occasion, tone in LETTERS
        for gap in GAP.findall(letter(occasion, tone, language=language))
    }
    return [gap for gap in dict.fromkeys(GAP.findall(text)) if gap in open_ones]
