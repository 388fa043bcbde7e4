"""Words of the working day: what a clock asks of somebody, and what somebody is told."""

from django.utils.translation import gettext_lazy as _

TODO = {
    "receipt": _("Ta imot meldingen"),
    "lead_named": _("Velg saksansvarlig"),
    "safety_today": _("Gjør eleven trygg i dag"),
    "declaration": _("Svar om habilitet"),
    "first_talk": _("Snakk med eleven"),
    "plan_active": _("Få aktivitetsplanen i kraft"),
    "school_promise": _("Énukesmålet: få det første tiltaket i gang"),
    "team_promise": _("Énukesmålet for teamet: få i gang et tiltak etter at skolen ba om hjelp"),
    "staff_to_principal": _("Si fra til {principal}"),
    "leadership_to_owner": _("Si fra til {owner}"),
    "principal_to_owner": _("Si fra til {owner}"),
    "serious_to_owner": _("Si fra til {owner} om alvorlig sak"),
    "intervention_to_owner": _("Si fra til {owner} om fysisk inngrep"),
    "evaluation": _("Evaluer tiltaket"),
    "help_question": _("Svar på om dere trenger hjelp utenfra"),
    "privacy_assessment": _("Vurder hva som kan ha kommet ut om feil elev"),
    "aftercare_check": _("Spør eleven hvordan det går"),
    "stop_talk_followup": _("Hold den avtalte samtalen med eleven"),
    "advice_answered": _("Svar på et nødvendig råd fra teamet"),
    "advice_decided": _("Avgjør om skolen skal følge et nødvendig råd"),
    "child_welfare_report": _("Meld fra til barnevernet"),
    "child_welfare_feedback": _("Få svar fra barnevernet"),
    "case_to_end": _("Eleven har byttet skole: avslutt saken"),
    "governor_request": _("Legg fram det statsforvalteren ber om"),
    "governor_order": _("Oppfyll pålegget fra statsforvalteren"),
    "appeal": _("Bestem om dere klager på vedtaket"),
}

NEWS = {
    "report_came": _("Det har kommet en melding til deg"),
    "report_rerouted": _("En melding er sendt videre til deg"),
    "report_escalated": _("En melding er kommet til deg, fordi ingen hadde åpnet den"),
    "report_withdrawn": _("En melding er ønsket trukket. Dere undersøker likevel"),
    "handed_on": _("Du har overtatt oppgavene til {principal} her"),
    "lead_named": _("Du er saksansvarlig"),
    "team_admitted": _("Du er med i saksteamet"),
    "assistance_asked": _("Teamet er bedt om hjelp"),
    "assistance_declined": _("Teamet sa nei til å hjelpe skolen"),
    "assigned": _("Du skal hjelpe en skole"),
    "assistance_ended": _("Teamet har avsluttet bistanden"),
    "commissioned": _("Skolen har gitt deg et oppdrag"),
    "advice_given": _("Teamet har gitt dere et råd"),
    "advice_answered": _("Skolen har svart på rådet ditt"),
    "advice_raised": _("Et nødvendig råd er ikke fulgt eller besvart. Du må avgjøre det"),
    "advice_passed_on": _("Et nødvendig råd uten svar er gått videre til {owner}"),
    "advice_decided": _("{owner} har avgjort et råd fra teamet"),
    "to_decide": _("Du skal avgjøre om en kollega er habil"),
    "objected": _("En part har sagt imot at du arbeider med saken"),
    "assistant_out": _("En fra teamet skal ikke hjelpe i saken. Sett inn en annen"),
    "decided": _("Habiliteten din er avgjort"),
    "owner_told": _("Skolen har sagt fra til deg om en sak"),
    "governor_waits": _("Statsforvalteren har satt en frist"),
    "intervention": _("Det er skrevet ned et fysisk inngrep"),
    "ends_soon": _("Tiden går snart ut"),
    "changes_school": _("En elev med åpen sak bytter skole i august"),
}

REPORT_FROM = {
    "employee": _("Melding fra en som arbeider på skolen"),
    "pupil": _("Melding fra en elev"),
    "guardian": _("Melding fra en foresatt"),
    "other": _("Melding fra en annen"),
    "school": _("Melding fra skolen eleven gikk på før"),
    "unknown": _("Melding uten avsender"),
}

KINDS = {"todo": TODO, "news": NEWS, "report_from": REPORT_FROM}
