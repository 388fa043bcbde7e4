"""What the browser refuses for us: a text as markup or a script, and to tell others where one comes from."""

from __future__ import annotations

from typing import Any

import pytest

BAD = "<img src=x onerror=alert(1)>"
# Each way from a text to markup or a script that a browser has; `body` is there when they are tried.
WAYS = {
    "innerHTML": f"document.body.innerHTML = '{BAD}'",
    "outerHTML": f"document.body.firstElementChild.outerHTML = '{BAD}'",
    "insertAdjacentHTML": f"document.body.insertAdjacentHTML('beforeend', '{BAD}')",
    "document.write": f"document.write('{BAD}')",
    "DOMParser": f"new DOMParser().parseFromString('{BAD}', 'text/html')",
    "parseHTMLUnsafe": f"Document.parseHTMLUnsafe('{BAD}')",
    "setHTMLUnsafe": f"document.body.setHTMLUnsafe('{BAD}')",
    "a range": f"document.createRange().createContextualFragment('{BAD}')",
    "srcdoc": f"document.createElement('iframe').srcdoc = '{BAD}'",
    "a handler": "document.body.setAttribute('onclick', 'alert(1)')",
    "a script's text": "document.createElement('script').text = 'alert(1)'",
    "a script's address": "document.createElement('script').src = '/static/web/app.js?other'",
    "a worker": "new Worker('/static/web/app.js')",
    "eval": "eval('1 + 1')",
    "Function": "new Function('return 1')()",
    "a timer": "setTimeout('alert(1)')",
    "a policy": "trustedTypes.createPolicy('ours', {createHTML: (text) => text})",
    "the policy for all": "trustedTypes.createPolicy('default', {createHTML: (text) => text})",
}
TRIES = "".join(f"try {{ {way}; window.took.push({name!r}); }} catch {{ }}\n" for name, way in WAYS.items())
TRIED = f"document.addEventListener('DOMContentLoaded', () => {{ window.took = []; {TRIES} }});"


@pytest.mark.parametrize(("path", "script"), [("/hva-dette-er/", "web/app.js"), ("/skole/", "family/open.js")])
def test_no_way_from_a_text_to_markup_or_a_script_is_open(
    browser: Any, address: str, path: str, script: str
) -> None:
    context = browser.new_context(base_url=address)
    page, opened = context.new_page(), []
    page.on("dialog", lambda box: (opened.append(box.message), box.dismiss()))
    page.route(f"**/static/{script}", lambda route: route.fulfill(body=TRIED, content_type="text/javascript"))
    page.goto(path)
    page.wait_for_function("window.took")
    took = page.evaluate("window.took")
    page.evaluate("location.href = 'javascript:alert(1)'")
    page.wait_for_timeout(200)
    context.close()
    assert (took, opened) == ([], [])


def test_no_other_site_is_told_from_where_one_comes_and_a_form_says_that_it_is_ours(browser: Any, address: str) -> None:
    """Decision 0058: by `no-referrer` a form would say that it comes from nowhere, and be refused."""
    context = browser.new_context(base_url=address)
    page, told = context.new_page(), []
    page.route("https://elsewhere.example/**", lambda route: (told.append(route.request.headers), route.fulfill()))
    page.goto("/hva-dette-er/")
    page.evaluate("document.querySelector('main').append(Object.assign(document.createElement('a'),"
                  "{href: 'https://elsewhere.example/', textContent: 'Elsewhere'}))")  # fmt: skip
    page.get_by_role("link", name="Elsewhere").click()
    page.wait_for_url("https://elsewhere.example/")
    page.goto("/hva-dette-er/")
    with page.expect_request(lambda asked: asked.method == "POST") as sent:
        page.get_by_role("button", name="Nynorsk").click()
    assert sent.value.all_headers()["origin"] == address
    context.close()
    assert len(told) == 1 and "referer" not in told[0]
