"""Words for a case on its way out: what the archive has, what keeps it, and that it is disposed of."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

HOLD_REASONS = {
    "governor": _("Saken er hos statsforvalteren"),
    "police": _("Politiet har, eller kan få, bruk for den"),
    "complaint": _("Det er klaget"),
    "court": _("Det er, eller kan bli, rettssak eller krav om erstatning"),
    "other": _("Noe annet"),
}

KINDS: dict[str, Mapping[str, str]] = {"hold_reason": HOLD_REASONS}
OBSTACLES = {
    "disposed": _("Saken er overført til arkivet og kassert her."),
    "still_open": _("Saken er åpen."),
    "not_archived": _("Arkivet har ikke fått saken."),
    "written_since": _("Noe er skrevet etter at arkivet fikk saken. Arkivet må få den på nytt."),
    "no_keeping_time": _("Det er ikke bestemt når sakene kan kasseres her, eller de skal bevares for alltid."),
    "still_kept": _("Oppbevaringstida er ikke ute."),
    "on_hold": _("Noen har bestemt at saken skal bevares."),
    "kept_for_governor": _("Statsforvalteren har saken, eller har pålagt noe som ikke er gjort."),
    "clock_runs": _("En klokke går fortsatt i saken."),
    **dict.fromkeys(("trail_waits", "message_waits"), _("Noen venter på svar.")),  # who asks whom is not told
    "errand_waits": _("Noen har et gjøremål i saken som ikke er avsluttet."),
    "same_person_disposes": _("Du skrev at arkivet har saken. En annen må bekrefte at den kasseres."),
    "archived_already": _("Arkivet har saken slik den står nå."),
    "not_printed": _("Skriv ut hele saken først, og legg den i arkivet."),
    "printed_before_last": _(
        "Noe er skrevet etter at saken ble skrevet ut, eller mindre enn et minutt før. Skriv den ut på nytt."
    ),
    "printed_without_reports": _(
        "Utskriften mangler en melding som den som skrev ut, ikke kunne lese. Svar på om du er habil i meldingen og"
        " skriv ut på nytt, eller få en som kan lese den, til å gjøre det."
    ),
    "files_not_archived": _("Legg filene i arkivet også, og kryss av for det. De er ikke med i utskriften."),
    "morning_list_is_so": _("Slik er det allerede."),
    "keeping_time_out_of_bounds": _("Velg fra 1 til 100 år, eller la det stå tomt."),
}
