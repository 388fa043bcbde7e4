"""Anybody reports from a phone without signing in: in Arabic, by keyboard alone, without JavaScript; and leaves."""

from __future__ import annotations

import re
from typing import Any

from .conftest import accessible, narrow

STEPS = ("sender", "words", "about", "where", "adult", "self", "talk")
WORDS = "إنهم يضحكون علي كل يوم."
VOICE = """
  window.said = [];
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => [{ lang: "nb-NO" }], speak: (words) => window.said.push(words.text),
    cancel: () => { window.said = []; }, addEventListener: () => {},
  } });
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""



def comes_to(page: Any, step: str) -> None:
    """The question is there: the page's own form says which."""
    page.locator(f'main input[name=step][value="{step}"]').first.wait_for(state="attached")


def go(page: Any, value: str) -> None:
    page.locator(f'main button[name=go][value="{value}"]:visible').first.click()


def tab_to(page: Any, wanted: str) -> None:
    """As somebody without a mouse gets there."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"the keyboard does not reach {wanted}")


def pick_solbakken(page: Any) -> None:
    page.locator("[name=school_called]").fill("solbakn skole")
    page.locator("[name=pick]", has_text="Solbakken").first.click()
    comes_to(page, "sender")


def test_in_arabic_from_right_to_left_to_the_receipt_and_back_by_its_code(visit: Any) -> None:
    page = visit(width=360)
    page.goto("/skole/")
    page.locator(".languages summary").click()
    accessible(page)
    page.get_by_role("button", name="العربية").click()
    page.locator("html[lang=ar][dir=rtl]").wait_for()
    accessible(page)
    arrows = page.locator(".leave .icon--pointing").evaluate("(icon) => getComputedStyle(icon).transform")
    assert arrows == "matrix(-1, 0, 0, 1, 0, 0)"
    page.get_by_role("heading", name="ما هي المدرسة؟").wait_for()
    pick_solbakken(page)
    for step, after in zip(STEPS, (*STEPS[1:], "send"), strict=True):
        accessible(page)
        if step == "words":
            page.locator("[name=text]").fill(WORDS)
        go(page, "next")
        comes_to(page, after)
    page.get_by_text("ترجمت آلة هذه الصفحة").wait_for()
    page.get_by_text(WORDS).wait_for()
    accessible(page)
    go(page, "pupils")
    code = page.locator(".code")
    code.wait_for()
    assert code.evaluate("(shown) => getComputedStyle(shown).direction") == "ltr"
    accessible(page)
    digits = code.inner_text()
    page.get_by_role("link", name="هنا تكتب الرمز").click()
    page.locator("[name=code]").fill(digits)
    accessible(page)
    page.get_by_role("button", name="اعرض").click()
    page.wait_for_url("**/skole/kode/vis/?sprak=ar")
    page.get_by_text("ليس بعد").first.wait_for()
    page.locator("main details.ds-details summary").click()
    page.get_by_text(WORDS).wait_for()
    accessible(page)


def test_by_keyboard_alone_in_bokmaal(visit: Any) -> None:
    page = visit(width=360)
    page.goto("/skole/")
    tab_to(page, "[name=school_called]")
    page.keyboard.type("solbakn skole")
    page.keyboard.press("Enter")  # finds, and does not choose the first language
    page.locator("#found [name=pick]").first.wait_for()
    assert page.locator("html").get_attribute("lang") == "nb"
    tab_to(page, "[name=pick]")
    page.keyboard.press("Enter")
    comes_to(page, "sender")
    assert page.evaluate("document.activeElement.tagName") == "H1"
    for step, after in zip(STEPS, (*STEPS[1:], "send"), strict=True):
        if step == "sender":
            tab_to(page, "[name=sender]")
            page.keyboard.press("Space")
        if step == "words":
            tab_to(page, "[name=text]")
            page.keyboard.type("De ler av meg.")
        if step == "about":
            tab_to(page, "[name=pupil_named]")
            page.keyboard.press("Enter")
        else:
            tab_to(page, '[name=go][value="next"]')
            page.keyboard.press("Enter")
        comes_to(page, after)
    tab_to(page, '[name=go][value="pupils"]')
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Takk. Nå er det sendt").wait_for()
    assert re.fullmatch(r"(\d{4} ?){4}", page.locator(".code").inner_text())


def test_enter_keeps_the_language_that_was_chosen(visit: Any) -> None:
    page = visit(width=360)
    page.goto("/skole/?sprak=nn")
    page.locator("[name=school_called]").fill("solbakn")
    page.keyboard.press("Enter")
    page.locator("#found [name=pick]").first.wait_for()
    page.get_by_role("heading", name="Kva skole gjeld det?").wait_for()


def test_without_javascript_in_ukrainian(visit: Any) -> None:
    page = visit(width=360, javascript=False, language="uk-UA")
    page.goto("/skole/")
    page.get_by_role("heading", name="Про яку школу йдеться?").wait_for()
    narrow(page)
    page.locator(".languages summary").click()
    page.get_by_role("button", name="Polski").click()
    page.get_by_role("heading", name="O którą szkołę chodzi?").wait_for()
    page.locator("[name=school_called]").fill("solbakn skole")
    go(page, "find")
    page.locator("[name=pick]", has_text="Solbakken").first.click()
    for step, after in zip(STEPS, (*STEPS[1:], "send"), strict=True):
        comes_to(page, step)
        narrow(page)
        if step == "words":
            page.locator("[name=text]").fill("Śmieją się ze mnie.")
        go(page, "next")
        comes_to(page, after)
    narrow(page)
    go(page, "pupils")
    page.get_by_role("heading", name="Dziękujemy. Wysłane").wait_for()
    narrow(page)
    digits = page.locator(".code").inner_text()
    page.get_by_role("link", name="Tutaj wpisujesz kod").click()
    page.locator("[name=code]").fill(digits)
    page.get_by_role("button", name="Pokaż").click()
    page.get_by_role("heading", name="Twoje zgłoszenie").wait_for()
    narrow(page)


def test_who_leaves_is_gone_at_once_and_back_does_not_show_it(visit: Any) -> None:
    elsewhere = "/hva-dette-er/?a=1"  # instead of the weather: there is no net here
    page = visit(width=360)
    page.route("**/bort/", lambda route: route.fulfill(status=302, headers={"Location": elsewhere}))
    page.goto("/hva-dette-er/")
    page.goto("/skole/")
    pick_solbakken(page)
    go(page, "next")
    comes_to(page, "words")
    page.locator("[name=text]").fill("Ikke se dette.")
    gone = page.evaluate("(document.querySelector('[data-leave]').click(), document.body === null)")
    assert gone
    page.wait_for_url(f"**{elsewhere}")
    page.go_back()
    page.wait_for_load_state()
    assert "/skole/" not in page.url
    assert page.get_by_text("Ikke se dette.").count() == 0


def test_it_is_read_aloud_without_what_was_typed(visit: Any) -> None:
    page = visit(width=360)
    page.add_init_script(VOICE)
    page.goto("/skole/")
    pick_solbakken(page)
    go(page, "next")
    comes_to(page, "words")
    page.locator("[name=text]").fill("Min hemmelighet.")
    button = page.get_by_role("button", name="Les opp")
    button.click()
    said = page.evaluate("window.said")
    assert "Hva har skjedd?" in said and "Skriv med dine egne ord" in said
    assert button.get_attribute("aria-pressed") == "true"
    accessible(page)
    button.click()
    assert button.get_attribute("aria-pressed") == "false" and page.evaluate("window.said") == []
    for after in (*STEPS[2:], "send"):
        go(page, "next")
        comes_to(page, after)
    page.get_by_text("Min hemmelighet.").wait_for()
    page.get_by_role("button", name="Les opp").click()
    said = " ".join(page.evaluate("window.said"))
    assert "Hvem leser dette?" in said and "Kari Solvang" in said and "hemmelighet" not in said
    page.locator(".languages summary").click()
    page.get_by_role("button", name="English").click()
    page.locator("html[lang=en]").wait_for()
    assert page.evaluate("window.said") == []
    assert page.locator("[data-read]").is_hidden()  # no voice of the device speaks English here


def test_the_whole_report_weighs_little(visit: Any) -> None:
    page = visit(width=360)
    received: list[int] = []
    page.on("requestfinished", lambda asked: received.append(sum(
        asked.sizes()[part] for part in ("responseBodySize", "responseHeadersSize")
    )))  # fmt: skip
    page.goto("/skole/")
    pick_solbakken(page)
    for step, after in zip(STEPS, (*STEPS[1:], "send"), strict=True):
        if step == "words":
            page.locator("[name=text]").fill("De ler av meg.")
        go(page, "next")
        comes_to(page, after)
    go(page, "pupils")
    page.locator(".code").wait_for()
    assert len(received) > 12 and sum(received) < 150_000, sum(received)
