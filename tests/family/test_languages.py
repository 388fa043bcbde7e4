"""The open pages in nine languages: each whole, marked where nobody has checked it, and never met by staff."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import polib
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext, ngettext

from innsats.cases import actions
from innsats.cases.models import Report
from innsats.family.languages import MACHINE_TRANSLATED, NAMES, OFFERED
from innsats.family.views import open as doors
from innsats.journal.models import Event
from innsats.people.models import School
from innsats.web import clock, codes, dates, messages, words
from innsats.web.middleware import SPOKEN
from innsats.web.said_openly import SENTENCES
from tests import world
from tests.cases.attached import PICTURE
from tests.family.families import a_family_case
from tests.family.letters import remembered, with_own_code
from tests.family.walking import SKIPPED, code_on, on, to_the_last_look
from tests.lix import lix

SIX = messages.OPENLY
CHECKED_COUNT = {"se": 0, "uk": 0, "pl": 0, "ar": 0, "so": 0, "ti": 0}  # one more for each mark that is taken away
ARABIC = re.compile(r"[\u0600-\u06ff]")
HEADINGS = {
    "se": "Guđe skuvllas lea sáhka?", "uk": "Про яку школу йдеться?", "pl": "O którą szkołę chodzi?",
    "ar": "ما هي المدرسة؟", "so": "Dugsigee bay ku saabsan tahay?", "ti": "ብዛዕባ ኣየናይ ቤት ትምህርቲ እዩ?",
}  # fmt: skip
BY_MACHINE = "En maskin har oversatt denne siden."
FRIDAY = datetime(2026, 11, 27, 9, 12, tzinfo=ZoneInfo("Europe/Oslo"))
SAID_DATES = {
    "se": "bearjadat skábmamánu 27. b. dii. 09.12", "uk": "п’ятниця, 27 листопада, 09:12",
    "pl": "piątek, 27 listopada, godz. 09.12", "ar": "الجمعة 27 نوفمبر الساعة 09:12",
    "so": "Jimce 27 Nofembar, saacadda 09.12", "ti": "ዓርቢ 27 ሕዳር ሰዓት 09:12",
}  # fmt: skip


@pytest.fixture
def school() -> School:
    school = world.a_school()
    world.a_principal(school)
    world.an_officer(school.school_owner)
    return school


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(messages._source_of(language)))


def said_in(language: str) -> set[tuple[str, str]]:
    return {(entry.msgctxt or "", entry.msgid) for entry in catalogue(language)}


def test_the_nine_are_the_three_of_everybody_and_six_more() -> None:
    assert set(OFFERED) == {*SPOKEN, *SIX} and OFFERED[:3] == SPOKEN
    assert [code for code, _name in settings.LANGUAGES] == list(SPOKEN)
    assert len(set(NAMES.values())) == 9


@pytest.mark.parametrize("language", SIX)
def test_what_nobody_has_checked_is_marked_so(language: str) -> None:
    entries = catalogue(language)
    unchecked = [entry for entry in entries if entry.comment == messages.MACHINE]
    assert len(entries) - len(unchecked) == CHECKED_COUNT[language]
    assert (language in MACHINE_TRANSLATED) == bool(unchecked)


def test_a_mark_that_was_taken_away_stays_away(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {(entry.msgctxt or "", entry.msgid): entry for entry in catalogue("pl")}
    kept["", "Neste"].comment = ""
    monkeypatch.setattr(messages, "_kept", lambda language: kept)
    merged = messages.merged("pl", messages.collected())
    assert [entry.msgid for entry in merged if entry.comment != messages.MACHINE] == ["Neste"]


def test_each_sentence_that_is_named_is_still_said() -> None:
    said = {(file, message.said) for message in messages.collected() for file in message.files}
    named = {(file, sentence) for file, sentences in SENTENCES.items() for sentence in sentences}
    assert named - said == set()


@pytest.mark.parametrize("language", SIX)
def test_dates_and_numbers_are_said_in_every_language(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    world.it_is(monkeypatch, FRIDAY)
    with translation.override(language):
        assert dates.moment(FRIDAY) == SAID_DATES[language]
        said = "Etter én arbeidstime får {owner} den.", "Etter {count} arbeidstimer får {owner} den."
        for count in (0, 1, 2, 3, 5, 11, 21, 22, 100):
            assert ngettext(*said, count) != said[count != 1] and "{count}" in ngettext(*said, count)
        assert gettext("Meldt") == "Meldt"  # what is not said openly stays Norwegian, and breaks nothing


@pytest.mark.django_db
@pytest.mark.parametrize("language", SIX)
def test_a_page_speaks_the_language_and_says_who_translated_it(client: Client, school: School, language: str) -> None:
    page = client.post("/skole/", {"sprak": language})
    said = page.content.decode()
    assert HEADINGS[language] in said and BY_MACHINE in said
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in said
    assert page.headers["Content-Language"] == language and dict(client.cookies) == {}


@pytest.mark.django_db
@pytest.mark.parametrize("language", SPOKEN)
def test_what_people_have_translated_says_nothing_of_machines(client: Client, language: str) -> None:
    assert "machine" not in (said := client.get(f"/skole/?sprak={language}").content.decode())
    assert BY_MACHINE not in said and "maskin" not in said


@pytest.mark.django_db
def test_each_language_stands_in_its_own_name_and_direction(client: Client) -> None:
    said = client.get("/skole/").content.decode()
    for code, name in NAMES.items():
        way = "rtl" if code == "ar" else "ltr"
        assert re.search(rf'value="{code}" lang="{code}" dir="{way}" formnovalidate[^>]*>{name}<', said)


@pytest.mark.django_db
def test_a_device_that_asks_for_one_of_the_nine_gets_it_here_and_only_here(client: Client) -> None:
    headers = {"accept-language": "uk-UA,uk;q=0.9,en;q=0.8"}
    assert '<html lang="uk"' in client.get("/skole/", headers=headers).content.decode()
    assert '<html lang="en"' in client.get("/logg-inn/", headers=headers).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["de", "", "nb-NO", "../../etc", "AR", "ar%20"])
def test_a_language_that_we_do_not_have_is_that_of_the_device(client: Client, asked: str) -> None:
    headers = {"accept-language": "nn"}
    assert '<html lang="nn"' in client.get(f"/skole/?sprak={asked}", headers=headers).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("language", SIX)
def test_nobody_can_choose_one_of_the_six_where_cases_are(client: Client, language: str) -> None:
    assert not client.post("/sprak/", {"language": language}).cookies
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert '<html lang="nb"' in client.get("/logg-inn/").content.decode()


@pytest.mark.django_db
def test_a_report_in_arabic_leaves_no_arabic_of_ours_with_those_who_read_it(client: Client, school: School) -> None:
    look = to_the_last_look(client, school, text="They laugh.", about="me", wants_talk="yes", arena="online")
    receipt = on(client, look, go="send", wants_code="on", sprak="ar")
    assert ARABIC.search(receipt.content.decode())
    report = Report.objects.get()
    assert not any(ARABIC.search(str(event.facts)) for event in Event.objects.all())
    rektor = world.signed_in(Client(), world.principal_of(school))
    page = rektor.get(f"/meldinger/{report.number}/?les=ja")
    assert page.status_code == 200 and not ARABIC.search(page.content.decode())


@pytest.mark.django_db
def test_the_language_goes_along_from_page_to_page(client: Client, school: School) -> None:
    look = to_the_last_look(client, school, text="They laugh.")
    receipt = on(client, look, go="send", wants_code="on", sprak="so")
    assert 'href="/skole/kode/?sprak=so"' in receipt.content.decode()
    answer = client.post("/skole/kode/", {"code": code_on(receipt), "sprak": "so"})
    assert answer.headers["Location"] == "/skole/kode/vis/?sprak=so"
    assert '<html lang="so"' in client.get("/skole/kode/vis/?sprak=so").content.decode()
    assert client.post("/skole/kode/bort/", {"sprak": "so"}).headers["Location"] == "/skole/?sprak=so"
    assert client.get("/skole/kode/vis/?sprak=so").headers["Location"] == "/skole/kode/?sprak=so"


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[tuple[str, str]]]:
    """Everything that is said in Tigrinya from now on, by context and bokmål."""
    heard: set[tuple[str, str]] = set()

    def listen(name: str, key) -> None:
        say = getattr(translation._trans, name)

        def said(*given):
            if translation.get_language() == "ti":
                heard.add(key(*given))
            return say(*given)

        monkeypatch.setattr(translation._trans, name, said)

    listen("gettext", lambda said: ("", str(said)))
    listen("ngettext", lambda said, *_more: ("", said))
    listen("pgettext", lambda context, said: (context, str(said)))
    yield heard


@pytest.mark.django_db
def test_the_open_pages_say_nothing_that_lacks_words(
    client: Client, school: School, looked_up: set[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {"sprak": "ti"}
    for step in ("school", "missing", *SKIPPED):
        client.post("/skole/", {**given, "step": step, "go": "stay", "school": str(school.uuid)})
    page = on(client, client.post("/skole/", given), school_called="ingen som heter dette", go="find")
    on(client, page, go="next")
    on(client, page, step="words", school=str(school.uuid), go="next", text="ord " * 10_000)
    on(client, page, step="words", school=str(school.uuid), go="next")
    on(client, page, step="where", school=str(school.uuid), go="next", arena="tull")
    answers = {"text": "Rektor ropte.", "about": "me", "told_by": "Noor", "reach": "i friminuttet"}
    for concern in ("pupils", "employee", "leadership"):
        look = on(client, to_the_last_look(client, school, **answers, concern=concern), go="stay", step="send", **given)
        receipt = on(client, look, go=concern, wants_code="on", form_key="", wants_talk="yes", **given)
    on(client, look, go="save", **given)
    on(client, look, go="send", form_key="", **given)
    on(client, look, go="send", form_key="", school_typed="Nyskolen", text="o" * 19_999, **given)
    client.post("/skole/kode/", {**given, "code": code_on(receipt)}, follow=True)
    for code in ("", "1234", "1" * 200):
        client.post("/skole/kode/", {**given, "code": code})
    monkeypatch.setattr(codes, "MISSES_COUNT", 0)
    client.post("/skole/kode/", {**given, "code": "0000 0000 0000 0000"})
    said = said_in("ti")
    assert len(looked_up & said) > 120
    assert looked_up - said == {("", ":")}  # what Django would set behind a label; we do not


@pytest.mark.django_db
def test_files_and_what_is_written_with_the_school_lack_no_words(
    client: Client, school: School, looked_up: set[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {"sprak": "ti"}
    page = on(client, client.get("/skole/?sprak=ti"), pick=str(school.uuid), **given)
    page = on(client, page, go="next", **given)
    program = SimpleUploadedFile("ferie.jpg", b"MZ" + bytes(2000), content_type="image/jpeg")
    on(client, page, go="next", text="Se her.", attached=program, **given)
    picture = SimpleUploadedFile("chat.png", PICTURE, content_type="image/png")
    told = {"has_picture": "on", "picture_held_by": "Per", "picture_shows": "Noor"}
    page = on(client, page, step="files", text="Se her.", attached=picture, **told, **given)
    on(client, page, go="next", text="Se her.", picture_held_by="o" * 30_000, picture_shows="o" * 30_000, **given)
    page = on(client, page, go="next", text="Se her.", **told, **given)
    for _step in SKIPPED[2:]:
        page = on(client, page, go="next", **given)
    receipt = on(client, page, go="send", wants_code="on", **given)
    client.post("/skole/kode/", {**given, "code": code_on(receipt)}, follow=True)
    for text in ("I garderoben.", " ", "o" * 30_000, "\0"):
        client.post("/skole/kode/vis/?sprak=ti", {**given, "text": text}, follow=True)
    report, at, rektor = Report.objects.get(), clock.now(), world.principal_of(school)
    world.declared(world.read(report, at=at), parties=[world.a_pupil(school)], at=at)
    actions.answer_reporter(report.pk, by=world.actor(rektor), at=at, text="Takk. Når på dagen skjer det?")
    assert rektor.name in client.get("/skole/kode/vis/?sprak=ti").content.decode()
    monkeypatch.setattr(doors, "WRITTEN_COUNT", 0)
    client.post("/skole/kode/vis/?sprak=ti", {**given, "text": "Mer."})
    with translation.override("ti"):
        for kind in ("unfit", "answered_as"):
            assert all(words.of(kind, code, about="chat.png") for code in words.KINDS[kind])
    heard = {said for _context, said in looked_up}
    assert {"hos {owner}", "Du", "Skriv noe først.", "Valgt: %(name)s", "Hva bildet viser"} <= heard
    assert looked_up - said_in("ti") == {("", ":"), ("", "%(size)d byte")}  # the size of a tiny file is Django's to say


@pytest.mark.django_db
def test_the_page_where_a_pupil_says_how_it_is_lacks_no_words(
    client: Client, looked_up: set[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = a_family_case()  # nothing is approved: an edition is written in our three
    where = f"/skole/fra-skolen/{case.pk}/svar/?sprak=ti"
    for at in (world.AT, world.AT.replace(hour=23)):  # by day and by night
        world.it_is(monkeypatch, at)
        remembered(client, with_own_code(case))
        for grade in (1, 6, 9):
            type(case.pupil).objects.filter(pk=case.pupil_id).update(grade=grade)
            client.get(where)
        client.post(where, {"own_words": "o" * 30_000})
        for _time in range(2):  # the second is refused
            client.post(where, {"is_safe": "yes", "form_key": str(uuid4())})
        client.get(where)
        client.get("/skole/fra-skolen/?sprak=ti")
    heard = {said for _context, said in looked_up}
    assert {"Takk for svaret", "Hvordan er det i timene?", "Vil ikke svare nå"} <= heard
    assert looked_up - said_in("ti") <= {("", ":")}


@pytest.mark.django_db
@pytest.mark.parametrize("step", ["school", "missing", *SKIPPED])
def test_every_question_is_easy_to_read_in_nynorsk(client: Client, school: School, step: str) -> None:
    typed = {"step": step, "go": "stay", "school": str(school.uuid), "sprak": "nn"}
    assert lix(client.post("/skole/", typed)) < 35


@pytest.mark.django_db
def test_what_stands_around_the_sending_is_easy_to_read_in_nynorsk(client: Client, school: School) -> None:
    look = on(client, to_the_last_look(client, school, text="Rektor ropte."), go="stay", step="send", sprak="nn")
    receipt, saved = (on(client, look, go=go, wants_code="on") for go in ("send", "save"))
    typing = client.get("/skole/kode/?sprak=nn")
    held = client.post("/skole/kode/", {"code": code_on(receipt), "sprak": "nn"}, follow=True)
    pages = {"look": look, "receipt": receipt, "saved": saved, "typing": typing, "held": held}
    assert all('lang="nn"' in page.content.decode() for page in pages.values())
    assert {name: found for name, page in pages.items() if (found := lix(page)) >= 35} == {}
