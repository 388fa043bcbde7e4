"""Every source the rules rest on: dated, linked, and weighed. What is our own choice says so.

When the law changes, add an entry with its `in_force_from` and a dated rule; choose by the date of the event.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from .verdicts import Source, Strength

_OPPL = "https://lovdata.no/dokument/NL/lov/2023-06-09-30"
_FVL67 = "https://lovdata.no/dokument/NL/lov/1967-02-10"
_FVL25 = "https://lovdata.no/dokument/NL/lov/2025-06-20-81"
_KOML = "https://lovdata.no/dokument/NL/lov/2018-06-22-83"
_OPPLF = "https://lovdata.no/dokument/SF/forskrift/2024-06-03-900"
_HPL = "https://lovdata.no/dokument/NL/lov/1999-07-02-64"
_PBRL = "https://lovdata.no/dokument/NL/lov/1999-07-02-63"
_OPPL_FROM = date(2024, 8, 1)
_FVL67_FROM = date(1970, 1, 1)
_FVL25_FROM = None  # adopted; the King sets the day (§ 99), and has not
_HEALTH_FROM = date(2001, 1, 1)
_HEALTH_ANEW = date(2026, 7, 1)  # LOV-2026-01-23-1 gives some of its paragraphs other numbers
_KOML_FROM = date(2019, 11, 1)  # from each council's first meeting that autumn, and everywhere by this day


def _oppl(paragraph: str, says: str) -> Source:
    return Source(name=f"oppl {paragraph}", strength=Strength.LAW, says=says, in_force_from=_OPPL_FROM, url=_OPPL)


def _fvl67(paragraph: str, says: str) -> Source:
    return Source(name=f"fvl67 {paragraph}", strength=Strength.LAW, says=says, in_force_from=_FVL67_FROM, url=_FVL67)


def _fvl25(paragraph: str, says: str) -> Source:
    return Source(name=f"fvl25 {paragraph}", strength=Strength.LAW, says=says, in_force_from=_FVL25_FROM, url=_FVL25)


def _koml(paragraph: str, says: str) -> Source:
    return Source(name=f"koml {paragraph}", strength=Strength.LAW, says=says, in_force_from=_KOML_FROM, url=_KOML)


def _opplf(paragraph: str, says: str) -> Source:
    return Source(name=f"opplf {paragraph}", strength=Strength.LAW, says=says, in_force_from=_OPPL_FROM, url=_OPPLF)


BEST_INTEREST = _oppl("§ 10-1", "elevens beste er et grunnleggende hensyn")
PUPIL_HEARD = _oppl("§ 10-2", "eleven skal høres, uten nedre aldersgrense")
SCOPE = _oppl("§ 12-1", "gjelder skole, leksehjelp og SFO")
SAFE_AND_GOOD = _oppl("§ 12-2", "eleven har rett til et trygt og godt skolemiljø")
REPORT_TO_PRINCIPAL = _oppl("§ 12-4(2)", "den som mistenker, melder til rektor; skolen undersøker og retter opp")
WRITTEN_PLAN = _oppl("§ 12-4(3)", "skriftlig plan: problem, tiltak, når, hvem og når det evalueres")
DOCUMENT = _oppl("§ 12-4(4)", "skolen dokumenterer det som blir gjort")
STAFF_TO_PRINCIPAL = _oppl("§ 12-5(1)", "mistanke om at en ansatt krenker: rektor straks, rektor videre til kommunen")
LEADERSHIP_TO_OWNER = _oppl("§ 12-5(2)", "mistanke om noen i ledelsen: direkte til kommunen")
GOVERNOR_REPORT = _oppl("§ 12-6(1)", "eleven eller foreldrene kan melde til statsforvalteren, også muntlig")
COUNTY_GOVERNOR = _oppl("§ 12-6(2)", "familien kan gå til statsforvalteren når rektor har hatt saken i minst en uke")
GOVERNOR_ASKS = _oppl("§ 12-6(3)", "kommunen legger fram alt statsforvalteren trenger, uansett taushetsplikt")
GOVERNOR_ORDER = _oppl("§ 12-6(4)", "statsforvalteren kan pålegge kommunen å rette forholdet")
GOVERNOR_DEADLINE = _oppl("§ 12-6(5)", "avgjørelsen er et enkeltvedtak; statsforvalteren setter en frist og følger opp")
CHILD_WELFARE = _oppl("§ 24-3", "grunn til å tro at et barn blir mishandlet eller forsømt: meld uten ugrunnet opphold")
COERCIVE_FINE = _oppl("§ 12-8", "tvangsmulkt kan løpe fra fristen går ut og til pålegget er oppfylt")

SCHOOL_CHANGE = _oppl(
    "§ 25-1", "ved skolebytte følger det den nye skolen trenger; det som gjelder tilrettelegging, når familien tillater"
)
EXCLUSION = _oppl("§ 13-1", "en elev kan vises bort for en tid når mildere tiltak ikke er nok; rektor avgjør")
EXCLUSION_LENGTH = _oppl("§ 13-1(3)", "hvor lenge: timer og dager etter trinn; foreldrene først på 1. til 7. trinn")
EXCLUSION_YEAR = _oppl("§ 13-1(4)", "resten av skoleåret kan ikke delegeres til skolen")
IMPOSED_CHANGE = _oppl("§ 13-2", "kommunen kan pålegge skolebytte; ikke flytting, utrygg reise eller annet program")
INTERVENTION_TOLD = _oppl(
    "§ 13-5(1)", "fysisk inngrep: rektor får vite det, foreldrene også; kommunen når det gjentar seg eller er alvorlig"
)
INTERVENTION_DOCUMENTED = _oppl("§ 13-5(2)", "hendelsen, inngrepet og elevens syn skal dokumenteres")
OWN_CHOICES = _oppl("§ 24-5", "den som er fylt 15 år, tar selv avgjørelser i spørsmål om utdanning")
SCHOOL_YEAR = _oppl("§ 14-1", "minst 38 skoleuker i året; skoleruta er en lokal forskrift")
YEARLY_REPORT = _oppl("§ 17-12", "kommunestyret eller fylkestinget får minst én gang i året vite om læringsmiljøet")

IMPARTIALITY = _fvl67("§ 6", "den som er part eller står nær en part, er inhabil")
IMPARTIALITY_PARTY = _fvl67("§ 6(1) a", "den som selv er part, er inhabil")
IMPARTIALITY_FAMILY = _fvl67("§ 6(1) b", "slekt og svogerskap med en part, i rett linje eller så nær som søsken")
IMPARTIALITY_SPOUSE = _fvl67("§ 6(1) c", "gift med en part, nå eller før, forlovet, fosterforelder eller fosterbarn")
IMPARTIALITY_AGENT = _fvl67("§ 6(1) d", "verge eller fullmektig for en part etter at saken begynte")
IMPARTIALITY_OFFICE = _fvl67("§ 6(1) e", "leder eller styremedlem i en organisasjon eller et selskap som er part")
IMPARTIALITY_IN_DOUBT = _fvl67("§ 6(2)", "andre særegne forhold som kan svekke tilliten, vurderes konkret")
IMPARTIALITY_DERIVED = _fvl67("§ 6(3)", "er den overordnede inhabil, kan en direkte underordnet ikke avgjøre saken")
IMPARTIALITY_IMMATERIAL = _fvl67("§ 6(4)", "gjelder ikke når det er åpenbart uten betydning for saken og tilliten")
IMPARTIALITY_OBJECTION = _fvl67("§ 8(1)", "krever en part det, avgjør den overordnede, om det ikke tar for lang tid")
IMPARTIALITY_SELF_DECIDED = _fvl67("§ 8", "den det gjelder vurderer selv; ved tvil avgjør nærmeste overordnede")
AGENT = _fvl67("§ 12", "en part kan la seg hjelpe av en fullmektig, som viser skriftlig fullmakt")
SHARED_BY_CONSENT = _fvl67("§ 13 a nr. 1", "den som har krav på taushet, kan samtykke til at andre får vite")
ANONYMISED = _fvl67("§ 13 a nr. 2", "det kan brukes når kjennetegn som viser hvem det gjelder, er utelatt")
SAME_ORGAN = _fvl67("§ 13 b nr. 3", "andre i samme organ kan få vite så langt det trengs for arbeidet")
OTHER_ORGAN = _fvl67("§ 13 b nr. 5", "et annet organ kan få vite det som trengs for å fremme skolens oppgaver")
LIFE_AND_HEALTH = _fvl67("§ 13 b nr. 7", "det som trengs for å unngå fare for liv eller helse, kan sies")
OWN_CASE_ONLY = _fvl67("§ 13 b(2)", "en part kan bare bruke opplysningene i sin egen sak, og skal få vite det")
CONFIDENTIAL = _fvl67("§ 13", "taushetsplikt om andres personlige forhold")
OWN_NOTICE = _fvl67("§ 16", "en mindreårig over 15 år som er part, skal selv få varsel")
NO_SECRETS_UNDER_15 = _fvl67("§ 18(1)", "en part under 15 år får ikke opplysninger som er underlagt taushetsplikt")
INDIVIDUAL_DECISION = _fvl67("§ 2", "et enkeltvedtak bestemmer rettigheter eller plikter for bestemte personer")
APPEAL = _fvl67("§ 29", "klagefristen er tre uker fra vedtaket kom fram")
STAND_IN = _fvl67("§ 9", "når det trengs, oppnevnes en stedfortreder for den som er inhabil")
URGENT = _fvl67("§ 7", "det som ikke kan vente, kan gjøres foreløpig")

# the act of 2025 on the same
IMPARTIALITY_25 = _fvl25("§ 26", "den som er part eller står nær en part, er inhabil")
IMPARTIALITY_PARTY_25 = _fvl25("§ 26(1)", "den som selv er part, er inhabil")
IMPARTIALITY_PARTNER_25 = _fvl25("§ 26(2) a", "gift eller samboer med en part, nå eller før, eller forlovet")
IMPARTIALITY_LINE_25 = _fvl25("§ 26(2) b", "slekt med en part i rett linje")
IMPARTIALITY_SIBLING_25 = _fvl25("§ 26(2) c", "søsken til en part")
IMPARTIALITY_IN_LAWS_25 = _fvl25("§ 26(2) b–d", "den samme slekten gjennom en ektefelle eller en samboer")
IMPARTIALITY_FOSTER_25 = _fvl25("§ 26(2) e", "fosterforelder eller fosterbarn til en part")
IMPARTIALITY_STEP_25 = _fvl25("§ 26(2) f", "steforelder eller stebarn til en part")
IMPARTIALITY_BOARD_DEPUTY_25 = _fvl25("§ 26(3)", "et varamedlem som har vært med da styret behandlet saken")
IMPARTIALITY_AGENT_25 = _fvl25("§ 26(3) a", "verge eller fullmektig for en part etter at saken begynte")
IMPARTIALITY_OFFICE_25 = _fvl25("§ 26(3) b", "leder eller styremedlem i en organisasjon eller et selskap som er part")
DECIDED_BELOW_25 = _fvl25("§ 26(4)", "den som har avgjort saken, er inhabil når den kommer til klageinstansen")
IMPARTIALITY_IN_DOUBT_25 = _fvl25("§ 27", "andre særlige forhold vurderes: hvor nært, hvor stort og hvor sannsynlig")
IMPARTIALITY_IMMATERIAL_25 = _fvl25("§ 28(2)", "gjelder ikke når det er åpenbart uten betydning for saken og tilliten")
URGENT_25 = _fvl25("§ 28(1)", "det som ikke kan vente uten vesentlig ulempe, kan gjøres foreløpig")
IMPARTIALITY_DERIVED_25 = _fvl25("§ 25(2)", "er den overordnede inhabil, kan en direkte underordnet bare forberede")
IMPARTIALITY_SELF_DECIDED_25 = _fvl25("§ 29(2)", "den det gjelder avgjør selv, eller spør den overordnede")
# and the municipalities' own rules, about those who meet the matter again
DECIDED_BELOW = _koml("§ 13-3(2)", "en ansatt som har forberedt eller avgjort saken, er inhabil i klageinstansen")
SUBORDINATE_IN_APPEAL = _koml("§ 13-3(3)", "den rett under en inhabil overordnet har ingen del i klagesaken")
HANDLED_AS_EMPLOYEE = _koml("§ 11-10(2)", "en folkevalgt som har hatt saken som ansatt, er inhabil i den")

CHILD_WELFARE_PRIVATE = Source(
    name="prskol § 7-4",
    strength=Strength.LAW,
    in_force_from=date(2003, 10, 1),
    says="den samme plikten for den som arbeider ved en privat skole",
    url="https://lovdata.no/dokument/NL/lov/2003-07-04-84",
)
CHILD_WELFARE_FEEDBACK = Source(
    name="bvl § 13-3",
    strength=Strength.LAW,
    in_force_from=date(2023, 1, 1),
    says="barnevernet bekrefter innen tre uker at meldingen er mottatt, og sier om det undersøker",
    url="https://lovdata.no/dokument/NL/lov/2021-06-18-97",
)
CHILD_WELFARE_SECRECY = Source(
    name="bvl § 13-1",
    strength=Strength.LAW,
    in_force_from=date(2023, 1, 1),
    says="barnevernet deler det som trengs for barnevernets egne oppgaver, eller for å forebygge fare; ellers samtykke",
    url="https://lovdata.no/dokument/NL/lov/2021-06-18-97",
)


def _health(paragraph: str, says: str, since: date = _HEALTH_FROM, until: date | None = None) -> Source:
    return Source(
        name=f"hpl {paragraph}", strength=Strength.LAW, says=says, in_force_from=since, until=until, url=_HPL
    )


def _patient(paragraph: str, says: str) -> Source:
    return Source(name=f"pbrl {paragraph}", strength=Strength.LAW, says=says, in_force_from=_HEALTH_FROM, url=_PBRL)


HEALTH_CONSENT = _health("§ 22", "helsepersonell deler med samtykke fra pasienten")
HEALTH_DANGER = _health("§ 23", "taushetsplikten er ikke til hinder når tungtveiende hensyn gjør det rett å si fra")
HEALTH_COOPERATION = _health(
    "§ 25", "uten samtykke deles det bare for å gi helsehjelp, om ikke pasienten motsetter seg det", until=_HEALTH_ANEW
)
HEALTH_COOPERATION_2026 = _health(
    "§§ 25 og 29", "uten samtykke deles det bare for helsehjelp; retten til å motsette seg er § 29", since=_HEALTH_ANEW
)
HEALTH_AGE = _patient("§ 4-3", "den som er fylt 16 år, samtykker selv i spørsmål om helse")
HEALTH_GUARDIANS = _patient("§ 4-4", "foreldrene samtykker for den som er under 16 år")
HEALTH_OWN_WISH = _patient("§ 3-4", "mellom 12 og 16 år blir barnets eget ønske respektert når grunnen bør respekteres")
TRAINING_FIRST = _opplf("§ 20-2", "opplæring i personvern før tilgang, og tilgang bare så langt det trengs")
OF_AGE = _opplf("§ 11-1", "samarbeidet med foreldrene gjelder elever som ikke er myndige")
SURVEY_FOLLOWS_UP = _opplf("§ 20-5(2)", "navn i en undersøkelse om en mistanke: når annet ikke har ført fram")
SURVEY_PREVENTS = _opplf("§ 20-5(3)", "forebyggende: ingen spørsmål om hvem som plager hvem")
AVERT = Source(
    name="strl § 196",
    strength=Strength.LAW,
    in_force_from=date(2015, 10, 1),
    says="alle skal prøve å avverge visse alvorlige forbrytelser, uten hensyn til taushetsplikt",
    url="https://lovdata.no/dokument/NL/lov/2005-05-20-28",
)
GUARDIANS_INFORMED = Source(
    name="bl81 § 47",
    strength=Strength.LAW,
    in_force_from=date(1982, 1, 1),
    says="foreldre med foreldreansvar har rett til opplysninger om barnet, begge likt, om det ikke kan skade barnet",
    url="https://lovdata.no/dokument/NL/lov/1981-04-08-7",
)
NO_CONTACT = Source(
    name="strpl § 222 a",
    strength=Strength.LAW,
    in_force_from=date(1995, 1, 1),
    says="påtalemyndigheten kan gi besøksforbud",
    url="https://lovdata.no/dokument/NL/lov/1981-05-22-25",
)
REDACTED = Source(
    name="offl § 13",
    strength=Strength.LAW,
    in_force_from=date(2009, 1, 1),
    says="det som er underlagt taushetsplikt, skal unntas; resten kan gis",
    url="https://lovdata.no/dokument/NL/lov/2006-05-19-16",
)
CHILD_INTERPRETS = Source(
    name="tolkl § 4",
    strength=Strength.LAW,
    in_force_from=date(2022, 1, 1),
    says="barn skal ikke brukes som tolk",
    url="https://lovdata.no/dokument/NL/lov/2021-06-11-79",
)
NO_ERASURE = Source(
    name="arkf § 11",
    strength=Strength.LAW,
    in_force_from=date(2026, 1, 1),
    says="en retting skal ikke ødelegge det opprinnelige",
    url="https://lovdata.no/dokument/SF/forskrift/2025-12-17-2647",
)


def _archives(paragraph: str, says: str) -> Source:
    return Source(
        name=f"arkl {paragraph}", strength=Strength.LAW, says=says, in_force_from=date(2026, 1, 1),
        url="https://lovdata.no/dokument/NL/lov/2025-06-20-96",
    )


ARCHIVED = _archives("§ 5", "det som lages i arbeidet, er arkiv: opphavet er kjent, det er uendret og kan finnes igjen")
DISPOSAL_ALLOWED = _archives(
    "§§ 12–13", "kassasjon bare når bevaring ikke kreves, eller etter samtykke; et krav om sletting er sjelden nok"
)
KEEPING_TIME = Source(
    name="arkf § 3",
    strength=Strength.LAW,
    in_force_from=date(2026, 1, 1),
    says="eieren av arkivet bestemmer hvor lenge det oppbevares",
    url="https://lovdata.no/dokument/SF/forskrift/2025-12-17-2647",
)


def _gdpr(article: str, says: str) -> Source:
    return Source(
        name=f"GDPR {article}", strength=Strength.LAW, says=says, in_force_from=date(2018, 7, 20),
        url="https://lovdata.no/dokument/NL/lov/2018-06-15-38",
    )


OWN_DATA = _gdpr("art. 15", "den det gjelder, har rett til innsyn i hva som er behandlet")
ANSWERED_IN_A_MONTH = _gdpr("art. 12(3)", "svar uten ugrunnet opphold, senest innen en måned")
REFUSED_WITH_REASON = Source(
    name="popplyl § 16(3)",
    strength=Strength.LAW,
    in_force_from=date(2018, 7, 20),
    says="avslag på innsyn gis skriftlig, med presis henvisning",
    url="https://lovdata.no/dokument/NL/lov/2018-06-15-38",
)
ACCURACY = _gdpr("art. 5(1) d", "opplysninger skal være riktige, og det som er feil, rettes uten opphold")
BREACH_REPORTED = _gdpr("art. 33", "brudd meldes Datatilsynet innen 72 timer, om ikke risiko er lite sannsynlig")
BREACH_TOLD = _gdpr("art. 34", "de det gjelder, får vite om bruddet når risikoen er høy")
ONE_WEEK = Source(
    name="UiS one week",
    strength=Strength.GUIDANCE,
    in_force_from=date(2024, 8, 1),
    says="fra melding til tiltak går det høyst en uke",
    url="https://www.uis.no/nb/innsatsteam-mot-mobbing-pa-skoleniva-og-kommunaltregionalt-niva",
)
TEAM_PRINCIPLES = Source(
    name="UiS teams",
    strength=Strength.GUIDANCE,
    in_force_from=date(2024, 8, 1),
    says="høy kompetanse, reell kapasitet, habile medlemmer og nok myndighet; skolens ledelse med, PPT sentral",
    url="https://www.uis.no/nb/innsatsteam-mot-mobbing-pa-skoleniva-og-kommunaltregionalt-niva",
)
TEAM_GUIDE = Source(
    name="Udir teams",
    strength=Strength.GUIDANCE,
    in_force_from=date(2024, 8, 1),
    says="egne ansatte i et lite, fast team med leder, flere på kall; tenk nøye gjennom om rektorer skal være med",
    url="https://www.udir.no/laring-og-trivsel/skolemiljo/kommunalt-beredskapsteam-mot-mobbing/organisering/",
)
TEAM_MANDATE = Source(
    name="Udir mandate",
    strength=Strength.GUIDANCE,
    in_force_from=date(2024, 8, 1),
    says="forankret hos øverste ledelse; teamet vet på forhånd hvilken myndighet og hvilke ressurser det har",
    url="https://www.udir.no/laring-og-trivsel/skolemiljo/kommunalt-beredskapsteam-mot-mobbing/forankring-i-kommunen/",
)
TEAM_ROUTINES = Source(
    name="Udir team routines",
    strength=Strength.GUIDANCE,
    in_force_from=date(2024, 8, 1),
    says="prosesskart for to situasjoner, kjent for alle; referat og vedtak følger barnet, og teamet har ikke arkiv",
    url="https://www.udir.no/laring-og-trivsel/skolemiljo/kommunalt-beredskapsteam-mot-mobbing/rutiner-og-arbeidsformer/",
)
HOUSE_PRACTICE = Source(
    name="practice",
    strength=Strength.PRACTICE,
    in_force_from=date(2024, 8, 1),
    says="god praksis som dette verktøyet har valgt",
)


def sources() -> dict[str, Source]:
    """Every source by constant name, for the printed catalogue and its test."""
    return {name: value for name, value in globals().items() if isinstance(value, Source)}


def source_named(name: str) -> Source:
    """The source that is cited as `name`: rows keep the name alone. Raises KeyError for one that is not here."""
    return _by_name()[name]


@cache
def _by_name() -> dict[str, Source]:
    return {source.name: source for source in sources().values()}
