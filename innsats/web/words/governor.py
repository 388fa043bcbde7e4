"""Words for the county governor's case: its steps, its decisions, and what a family is told."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

STEPS = {
    "reported": _("Statsforvalteren har fått en melding"),
    "asked": _("Statsforvalteren ber om opplysninger"),
    "handed_over": _("Vi har lagt fram opplysninger"),
    "decided": _("Vi har fått et vedtak"),
    "appeal": _("Vi har bestemt om vi klager"),
    "fulfilled": _("Pålegget er oppfylt"),
    "fined": _("Det er satt en tvangsmulkt"),
    "ended": _("Statsforvalteren har avsluttet saken"),
}

DONE = {
    "reported": _("Statsforvalteren fikk en melding"),
    "asked": _("Statsforvalteren ba om opplysninger"),
    "handed_over": _("Opplysninger ble lagt fram"),
    "decided": _("Vedtak fra statsforvalteren"),
    "appeal": _("Om klage"),
    "fulfilled": _("Pålegget ble oppfylt"),
    "fined": _("Tvangsmulkt ble satt"),
    "ended": _("Statsforvalteren avsluttet saken"),
}

LEADS = {
    "reported": _(
        "Eleven eller foreldrene har meldt til statsforvalteren. Skriv når skolen eller {owner} fikk vite det."
    ),
    "asked": _("Skriv hva statsforvalteren ber om, og fristen. Fristen blir en klokke her."),
    "handed_over": _("Alt statsforvalteren mener er nødvendig, legges fram. Taushetsplikt er ikke til hinder."),
    "decided": _("Skriv når vedtaket kom, hva det sier, og fristen. Er det et pålegg, blir fristen en klokke her."),
    "appeal": _("Klagefristen er tre uker fra vedtaket kom. Skriv hva dere har bestemt, også når dere ikke klager."),
    "fulfilled": _("Skriv hva som er gjort, og at statsforvalteren har fått vite det."),
    "fined": _("Skriv når beskjeden kom, og hva den sier."),
    "ended": _("Skriv når dere fikk vite at statsforvalteren er ferdig med saken."),
}

ASKS = {
    "reported": _("Hvor kommer meldingen fra?"),
    "decided": _("Hva har statsforvalteren bestemt?"),
    "appeal": _("Klager dere på vedtaket?"),
}

WHEN = {
    "reported": _("Når fikk dere vite det?"),
    "asked": _("Når kom brevet?"),
    "handed_over": _("Når ble det sendt?"),
    "decided": _("Når kom vedtaket?"),
    "appeal": _("Når sendte dere klagen, eller bestemte dere dette?"),
    "fulfilled": _("Når var det oppfylt?"),
    "fined": _("Når kom beskjeden?"),
    "ended": _("Når kom beskjeden?"),
}

TEXTS = {
    "reported": _("Hva handler det om?"),
    "asked": _("Hva ber statsforvalteren om?"),
    "handed_over": _("Hva ble lagt fram?"),
    "decided": _("Hva sier vedtaket?"),
    "appeal": _("Hvorfor?"),
    "fulfilled": _("Hva er gjort?"),
    "fined": _("Hva sier beskjeden?"),
    "ended": _("Hva sier beskjeden?"),
}

HELP = {"due_on": _("Et pålegg har alltid en frist. Er det ikke et pålegg, lar du dette stå tomt.")}

DETAILS = {
    "guardian": _("Fra foreldrene"),
    "pupil": _("Fra eleven"),
    "order": _("Et pålegg: skolen må rette noe opp"),
    "governor_acts": _("Statsforvalteren bestemmer selv hva skolen skal gjøre"),
    "no_breach": _("Skolen har gjort det den skal. Ikke noe pålegg"),
    "dismissed": _("Saken er avvist"),
    "appealed": _("Ja, vi har klaget"),
    "not_appealed": _("Nei, vi klager ikke"),
}

OTHERS = {
    "asked": _("Det blir også bedt om opplysninger om andre elever"),
    "handed_over": _("Opplysninger om andre elever er med, slik det ble bedt om"),
}

DECISIONS = {
    "governor_decision": _("Dette er et enkeltvedtak."),
    "dismissal": _("Avvisningen er et enkeltvedtak."),
    "exclusion": _("Bortvisning er et enkeltvedtak."),
    "change_of_school": _("Skolebytte er et enkeltvedtak."),
}

ANSWERS = {
    "take_up_first": _("Saken er ikke tatt opp med {principal} ennå. Ta den opp der først. Da begynner uka."),
    "wait": _("Familien kan normalt gå til statsforvalteren fra {about}."),
    "may_go": _("Familien kan gå til statsforvalteren nå. Datoen var {about}."),
    "special_reasons": _(
        "Meldingen gikk utenom {principal}. Da kan særlige grunner gjøre at familien kan gå til statsforvalteren nå."
    ),
    "has_left": _(
        "Eleven går ikke lenger på skolen. Da må det være særlige grunner for at statsforvalteren tar saken."
    ),
}

KINDS: dict[str, Mapping[str, str]] = {
    "governor_step": STEPS,
    "governor_done": DONE,
    "governor_lead": LEADS,
    "governor_asks": ASKS,
    "governor_when": WHEN,
    "governor_text": TEXTS,
    "governor_help": HELP,
    "governor_detail": DETAILS,
    "governor_others": OTHERS,
    "governor_answer": ANSWERS,
    "individual_decision": DECISIONS,
}
