"""Anybody reports without an account: one question on each page, nothing kept on the way, one report in the end."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from innsats.cases.models import Receipt, Report
from innsats.family.views import open as doors
from innsats.people.models import School
from innsats.rules.reports import speaks_of_leaders
from innsats.vault.sealing import open_one
from innsats.web.models import CodedDraft, Upload
from tests import world
from tests.cases.attached import PICTURE
from tests.family.walking import SKIPPED, Form, code_on, on, to_the_last_look
from tests.lix import lix

pytestmark = pytest.mark.django_db
LOADED = re.compile(r'(?:href|src)="/(static/[^"]+)"')


@pytest.fixture
def school() -> School:
    school = world.a_school()
    world.a_principal(school)
    world.an_officer(school.school_owner)
    return school


def sent(client: Client, school: School, **answers: str):
    page = to_the_last_look(client, school, **{"text": "De ler av meg.", **answers})
    return on(client, page, go="send", wants_code="on")


def test_what_was_answered_becomes_one_report_to_rektor(client: Client, school: School) -> None:
    page = sent(
        client, school, sender="pupil", about="me", told_by="Jonas", arena="online", concern="unknown",
        wants_talk="yes", talk_with="helsesykepleier", talk_when="i morgen", reach="404 00 000", language_need="somali",
    )  # fmt: skip
    report = Report.objects.get()
    kept = {
        name: open_one(getattr(report, name), report.pk)
        for name in ("words", "pupil_named", "told_by", "reach", "talk_wish", "language_need")
    }
    assert kept == {
        "words": "De ler av meg.", "pupil_named": "Den som skriver", "told_by": "Jonas", "reach": "404 00 000",
        "talk_wish": "helsesykepleier, i morgen", "language_need": "somali",
    }  # fmt: skip
    assert (report.sender, report.arena, report.concern, report.wants_talk) == ("pupil", "online", "pupils", True)
    assert report.reporter is None and report.seat_principal
    assert "Kari Vik, rektor" in page.content.decode()


def test_whoever_tells_of_themselves_is_not_asked_for_the_name_twice(client: Client, school: School) -> None:
    def asked_who(**answers: str) -> str:
        page = on(client, client.get("/skole/"), school_called="solbaken", go="find")
        page = on(client, page, pick=str(school.uuid))
        return on(client, page, step="adult", go="next", text="De ler.", **answers).content.decode()

    def name_field(**answers: str) -> str:
        return re.findall(r'<input[^>]*name="told_by"[^>]*>', asked_who(**answers))[0]

    assert 'value="Jonas, 8B"' in name_field(about="me", pupil_named="Jonas, 8B")
    for answers in ({"about": "other", "pupil_named": "Emil"}, {"about": "me", "pupil_named": "Emil", "told_by": ""}):
        assert "Emil" not in name_field(**answers)


def test_no_cookie_is_set_on_the_way(client: Client, school: School) -> None:
    sent(client, school)
    assert dict(client.cookies) == {}


def test_only_the_school_and_a_few_words_are_needed(client: Client, school: School) -> None:
    sent(client, school)
    report = Report.objects.get()
    assert (report.sender, report.arena, report.wants_talk) == ("unknown", "unknown", None)


def test_without_words_the_question_is_asked_again_and_nothing_else_is_lost(client: Client, school: School) -> None:
    page = on(client, client.get("/skole/"), pick=str(school.uuid))
    page = on(client, page, go="next", sender="guardian")
    page = on(client, page, go="next", text="  ")
    assert page.status_code == 422 and "Skriv litt om det som har skjedd" in page.content.decode()
    assert Form(page.content.decode()).hidden["sender"] == "guardian"


def test_far_too_many_words_come_back_with_what_to_do(client: Client, school: School) -> None:
    page = on(client, client.get("/skole/"), pick=str(school.uuid))
    page = on(client, page, go="next")
    page = on(client, page, go="next", text="ord " * 25_000)
    said = page.content.decode()
    assert page.status_code == 422 and "Kort den ned" in said and said.count("ord ord") > 10_000


def test_a_form_that_arrives_twice_is_one_report_with_one_code(client: Client, school: School) -> None:
    look = to_the_last_look(client, school, text="De ler av meg.")
    first, second = (on(Client(), look, go="send", wants_code="on") for _ in range(2))
    assert Report.objects.count() == Receipt.objects.count() == 1
    assert code_on(first) == code_on(second) != ""


def test_what_was_changed_after_it_was_sent_is_said_not_to_be_sent_and_can_be(client: Client, school: School) -> None:
    look = to_the_last_look(client, school, text="De ler av meg.")
    first = on(client, look, go="send", wants_code="on")
    page = on(client, look, go="send", wants_code="on", text="De ler av meg. Og i går slo de.", reach="404 00 000")
    said = page.content.decode()
    assert page.status_code == 409 and "ikke sendt ennå" in said and "Og i går slo de." in said
    assert Report.objects.count() == 1 and CodedDraft.objects.count() == 0
    again = on(client, page, go="send")
    assert again.status_code == 200 and code_on(again) not in ("", code_on(first))
    newest = Report.objects.order_by("reported_at", "pk").last()
    assert newest and Report.objects.count() == 2
    assert open_one(newest.words, newest.pk) == "De ler av meg. Og i går slo de."
    assert on(client, look, go="leadership", wants_code="on").status_code == 409  # to another reader now
    assert on(client, look, go="send", wants_code="on").status_code == 200  # as it was


def test_a_file_that_was_added_after_it_was_sent_is_not_dropped(client: Client, school: School) -> None:
    page = on(client, at_the_words(client, school), go="next", text="Se hva de skrev.", attached=a_picture("chat.png"))
    for _ in SKIPPED[2:]:
        page = on(client, page, go="next")
    on(client, page, go="send")
    on(client, page, step="files", text="Se hva de skrev.", attached=a_picture("mer.png"))
    again = on(client, page, go="send")
    assert again.status_code == 409 and Upload.objects.count() == 1
    assert on(client, again, go="send").status_code == 200 and not Upload.objects.exists()
    assert sorted(report.attachment_set.count() for report in Report.objects.all()) == [1, 1]


def test_a_code_that_is_wanted_after_all_is_never_one_that_opens_nothing(client: Client, school: School) -> None:
    look = to_the_last_look(client, school, text="Ingen vil være med meg.")
    on(client, look, go="send", wants_code="")
    again = on(client, look, go="send", wants_code="on")
    assert again.status_code == 409 and not code_on(again)
    assert code_on(on(client, again, go="send"))
    assert Receipt.objects.get().report == Report.objects.latest("reported_at")


def test_who_wants_no_code_gets_none(client: Client, school: School) -> None:
    page = on(client, to_the_last_look(client, school, text="De ler av meg."), go="send")
    assert Report.objects.count() == 1 and not Receipt.objects.exists() and code_on(page) == ""


def test_a_form_key_that_is_not_ours_is_exchanged(client: Client, school: School) -> None:
    look = to_the_last_look(client, school, text="De ler av meg.")
    for _ in range(2):
        on(client, look, go="send", form_key="1")
    assert Report.objects.count() == 2  # two who made up the same key do not meet in one report


def test_about_the_leadership_it_goes_past_rektor(client: Client, school: School) -> None:
    look = to_the_last_look(client, school, text="Rektor ropte.", concern="leadership")
    assert "Ola Dahl" in look.content.decode() and "Kari Vik, rektor" not in look.content.decode()
    on(client, look, go="leadership")
    report = Report.objects.get()
    assert report.seat_officer and not report.seat_principal


@pytest.mark.source("oppl § 12-5(2)")
@pytest.mark.parametrize(
    ("answer", "kept", "shown"), [("pupils", False, True), ("unknown", None, False), ("", None, False)]
)
def test_nobody_is_said_to_have_told_that_it_was_pupils_who_did_not(
    client: Client, school: School, answer: str, kept: bool | None, shown: bool
) -> None:
    look = to_the_last_look(client, school, text="Det er utrygt i garderoben.", concern=answer)
    assert ("Det handler om" in look.content.decode()) is shown
    on(client, look, go="send")
    assert Report.objects.get().says_adult is kept


def test_words_about_rektor_without_a_tick_are_asked_about(client: Client, school: School) -> None:
    look = to_the_last_look(client, school, text="Det var rektor som ropte til meg.")
    assert "Du skriver om en som leder skolen" in look.content.decode()
    on(client, look, go="leadership")
    assert Report.objects.get().seat_officer


@pytest.mark.source("oppl § 12-5(2)")
@pytest.mark.parametrize(
    "text", ["Rektor slo meg", "det var INSPEKTØREN", "assisterende rektor", "dagleg leiar sa", "the principal did it"]
)
def test_a_leader_is_known_by_what_leaders_are_called(text: str) -> None:
    assert speaks_of_leaders(text)
    assert not speaks_of_leaders("De i klassen ler av meg. Læreren så det ikke.")


def test_who_does_not_find_the_school_sends_it_to_the_municipality(client: Client, school: School) -> None:
    page = on(client, client.get("/skole/"), go="missing")
    page = on(client, page, owner_called="fjordvk", school_typed="Nyskolen", go="find")
    assert "Fjordvik kommune" in page.content.decode()
    page = on(client, page, pick=str(school.school_owner.uuid), school_typed="Nyskolen")
    for step in SKIPPED:
        assert Form(page.content.decode()).hidden["step"] == step
        page = on(client, page, go="next", **({"text": "De ler."} if step == "words" else {}))
    assert "Ola Dahl" in page.content.decode()
    for _ in range(2):
        on(client, page, go="send", form_key="")
    first, second = Report.objects.order_by("number")
    assert first.school == second.school and not first.school.offered
    assert first.seat_officer and open_one(first.words, first.pk) == "Nyskolen\n\nDe ler."


@pytest.mark.parametrize("typed", [{"school": "tull"}, {"school": "a" * 300}, {"owner": "tull"}, {"owner": "\0"}])
def test_a_place_that_is_none_is_asked_for_again(client: Client, school: School, typed: dict[str, str]) -> None:
    page = on(client, client.get("/skole/"), go="send", text="Noe", step="send", **typed)
    assert page.status_code == 422 and "Velg skolen på lista" in page.content.decode()
    assert not Report.objects.exists()


@pytest.mark.parametrize("typed", [{"step": "tull"}, {"go": "tull"}, {"sender": "rektor"}, {"arena": "månen"}])
def test_what_no_button_of_ours_says_does_no_harm(client: Client, school: School, typed: dict[str, str]) -> None:
    page = on(client, client.get("/skole/"), school=str(school.uuid), text="Noe", **typed)
    assert page.status_code in (200, 422) and not Report.objects.exists()


def test_a_page_elsewhere_cannot_send_it_through_somebodys_browser(client: Client, school: School) -> None:
    look = to_the_last_look(client, school, text="De ler av meg.")
    typed = {**Form(look.content.decode()).hidden, "go": "send"}
    for headers in ({"origin": "https://ondt.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
        assert client.post("/skole/", typed, headers=headers).status_code == 403
    assert not Report.objects.exists()


def test_who_is_signed_in_is_nobody_here(client: Client, school: School) -> None:
    world.signed_in(client, world.an_employee(school))
    sent(client, school)
    assert Report.objects.get().reporter is None


@pytest.mark.parametrize("language, heading", [("nn", "Kva skole gjeld det?"), ("en", "Which school is it about?")])
def test_the_language_goes_along_in_the_page(client: Client, school: School, language: str, heading: str) -> None:
    page = client.post("/skole/", {"sprak": language})
    assert heading in page.content.decode()
    page = on(client, page, pick=str(school.uuid))
    assert Form(page.content.decode()).hidden["sprak"] == language and f'lang="{language}"' in page.content.decode()
    assert dict(client.cookies) == {}


def test_back_is_the_question_before_with_its_answer(client: Client, school: School) -> None:
    page = on(client, client.get("/skole/"), pick=str(school.uuid))
    page = on(client, page, go="next", sender="guardian")
    page = on(client, page, go="back")
    assert re.search(r'value="guardian"[^>]*checked', page.content.decode())


def test_what_is_saved_opens_by_the_code_alone_and_is_gone_when_sent(client: Client, school: School) -> None:
    page = on(client, client.get("/skole/"), pick=str(school.uuid))
    page = on(client, page, go="next", sender="pupil")
    saved = on(client, page, go="save", text="Halvskrevet hemmelighet")
    code, row = code_on(saved), CodedDraft.objects.get()
    assert b"hemmelighet" not in bytes(row.typed) and code.replace(" ", "").encode() not in bytes(row.typed)
    page = Client().post("/skole/kode/", {"code": code})
    assert "Halvskrevet hemmelighet" in page.content.decode() and "Hva har skjedd?" in page.content.decode()
    for step in SKIPPED[1:]:
        assert Form(page.content.decode()).hidden["step"] == step
        page = on(client, page, go="next", **({"text": "Halvskrevet"} if step == "words" else {}))
    page = on(client, page, go="send", wants_code="on")
    assert code_on(page) == code and not CodedDraft.objects.exists()


@pytest.mark.parametrize("many", ["ord " * 25_000, "漢" * 360_000])
def test_far_too_many_words_to_be_saved_come_back_with_what_to_do(client: Client, school: School, many: str) -> None:
    page = on(client, on(client, client.get("/skole/"), pick=str(school.uuid)), go="next")
    page = on(client, page, go="save", text=many)
    said = page.content.decode()
    assert page.status_code == 422 and "Kort den ned" in said and many in said
    assert not CodedDraft.objects.exists() and not code_on(page)


def test_the_pages_are_light_enough_for_an_old_phone(client: Client, school: School) -> None:
    """All of them together, with what they load, under 150 kB, as a browser gets it."""
    pages = [client.get("/skole/", headers={"accept-encoding": "gzip"})]
    look = to_the_last_look(client, school, text="De ler av meg.")
    for answer in (look, on(client, look, go="send", wants_code="on")):
        pages.append(answer)
    loaded = set(LOADED.findall(look.content.decode()))
    files = [Path(str(finders.find(path.removeprefix("static/")))) for path in loaded]
    lightest = [min(path.stat().st_size, _size(path.with_name(path.name + ".gz"))) for path in files]
    one_page = len(pages[0].content)
    assert one_page < 5_000
    assert sum(lightest) + (len(SKIPPED) + 4) * one_page < 150_000


@pytest.mark.parametrize("step", ["school", "missing", *SKIPPED])
def test_the_words_of_every_question_are_easy_to_read(client: Client, school: School, step: str) -> None:
    assert lix(client.post("/skole/", {"step": step, "go": "stay", "school": str(school.uuid)})) < 35


def test_the_words_around_the_sending_are_easy_to_read(client: Client, school: School) -> None:
    look = to_the_last_look(client, school, text="Rektor ropte.")
    receipt = on(client, look, go="send", wants_code="on")
    saved = on(client, look, go="save")
    assert [page for page in (look, receipt, saved, client.get("/skole/kode/")) if lix(page) >= 35] == []


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 10**9


def a_picture(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PICTURE, content_type="image/png")


def at_the_words(client: Client, school: School):
    page = on(client, client.get("/skole/"), pick=str(school.uuid))
    return on(client, page, go="next")


def test_a_picture_comes_along_drawn_anew_and_is_sent_once(client: Client, school: School) -> None:
    page = at_the_words(client, school)
    page = on(client, page, go="next", text="Se hva de skrev.", attached=a_picture("chat.png"))
    for step in SKIPPED[2:]:
        assert Form(page.content.decode()).hidden["step"] == step
        page = on(client, page, go="next")
    assert "chat.png" in page.content.decode()
    for _ in range(2):
        on(client, page, go="send")
    report = Report.objects.get()
    assert report.attachment_set.count() == 1 and not Upload.objects.exists()


def test_a_picture_is_chosen_and_taken_out_again_without_losing_the_words(client: Client, school: School) -> None:
    page = at_the_words(client, school)
    page = on(client, page, step="files", text="Halvferdig", attached=a_picture("chat.png"))
    said = page.content.decode()
    assert "chat.png" in said and "Halvferdig" in said
    page = on(client, page, remove_file=str(Upload.objects.get().pk), text="Halvferdig")
    assert not Upload.objects.exists() and "Halvferdig" in page.content.decode()


def test_a_program_that_is_called_a_picture_is_refused_in_words_and_the_words_stand(
    client: Client, school: School
) -> None:
    page = at_the_words(client, school)
    program = SimpleUploadedFile("ferie.jpg", b"MZ" + bytes(2000), content_type="image/jpeg")
    page = on(client, page, go="next", text="Se her.", attached=program)
    assert page.status_code == 422 and "ferie.jpg" in page.content.decode() and "Se her." in page.content.decode()
    assert not Upload.objects.exists()


def test_a_flood_of_files_from_one_address_is_stopped(
    client: Client, school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors, "FILES_COUNT", 1)
    for _ in range(2):
        page = on(client, at_the_words(client, school), go="next", text="Se.", attached=a_picture("chat.png"))
    assert page.status_code == 422 and "svært mange filer" in page.content.decode()
    assert Upload.objects.count() == 1


def test_an_intimate_picture_is_told_of_and_never_sent(client: Client, school: School) -> None:
    page = on(client, at_the_words(client, school), go="next", text="Det finnes et bilde.", has_picture="on")
    for _ in SKIPPED[2:]:
        page = on(client, page, go="next")
    on(client, page, go="send")
    assert Report.objects.get().intimatepicture_set.count() == 1
