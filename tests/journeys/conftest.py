"""A real browser against the product as `make run` starts it: one server and one demo world for all journeys."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
STARTS_WITHIN_SECONDS = 300  # a busy machine takes its time to lay the database


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here is a journey, and needs a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("journey")
            if not Path(CHROMIUM).exists():
                item.add_marker(pytest.mark.skip(reason="needs chromium: sudo apt install chromium"))


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The settings of an installation in a folder of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return {
        "INNSATS_DATA_DIR": str(tmp_path_factory.mktemp("journeys")), "INNSATS_DEMO": "1", "PORT": str(port),
        "PATH": os.environ["PATH"], "SECRET_KEY": os.urandom(32).hex(), "INNSATS_ROOT_KEY": os.urandom(32).hex(),
    }  # fmt: skip


@pytest.fixture(scope="session")
def address(installation: dict[str, str]) -> Iterator[str]:
    """Where the product answers, with its demo world."""
    folder, port = Path(installation["INNSATS_DATA_DIR"]), installation["PORT"]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "innsats.cli", "run"], env=installation, stdout=log, stderr=log
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/", server, folder / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Any]:
    """What drives browsers: there can be one in a process."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driving:
        yield driving


@pytest.fixture(scope="session")
def browser(playwright: Any) -> Iterator[Any]:
    chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield chromium
    chromium.close()


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Callable[..., Any]]:
    """Open a page for somebody: `visit(width=360, javascript=False)`. Anything that goes wrong in it fails the test."""
    contexts, wrong = [], []

    def open_page(*, width: int = 1280, javascript: bool = True, language: str = "nb-NO", **given: Any) -> Any:
        context = browser.new_context(
            base_url=address, viewport={"width": width, "height": 900}, java_script_enabled=javascript,
            locale=language, reduced_motion="reduce", **given,
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: wrong.append(said.text) if _is_wrong(said) else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda box: (wrong.append(f"a dialog: {box.message}"), box.dismiss()))  # we open none
        page.on("request", lambda asked: None if asked.url.startswith((address, "data:")) else wrong.append(asked.url))
        page.on("response", lambda answer: wrong.append(answer.url) if answer.status >= 500 else None)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def accessible(page: Any) -> None:
    """axe finds nothing at levels A and AA, and nothing scrolls sideways."""
    page.wait_for_load_state()  # after a click the page before may be leaving
    page.evaluate(AXE)
    found = page.evaluate(
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    told = [(v["id"], [node["html"][:120] for node in v["nodes"][:3]]) for v in found["violations"]]
    assert told == [], page.url
    narrow(page)


def accessible_in_the_dark(page: Any) -> None:
    """Whoever asks their system for dark pages can read them: nothing else differs from the light ones."""
    page.emulate_media(color_scheme="dark")
    page.reload()
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {runOnly: {type: 'rule', values: ['color-contrast']}})")
    page.emulate_media(color_scheme="light")
    told = [(node["html"][:120], node["any"][0]["message"]) for v in found["violations"] for node in v["nodes"][:3]]
    assert told == [], page.url


def narrow(page: Any) -> None:
    """Nothing scrolls sideways."""
    page.locator("main").wait_for()  # after a click the next page may not have begun to come
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url


def _is_wrong(said: Any) -> bool:
    """An error in the console, other than that the browser notes an answer that is as it should be.

    422 to a form, 404 to what is not there for one, and 403 to a case that one may see and not read.
    """
    return said.type == "error" and not any(status in said.text for status in ("422", "404", "403"))


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            pytest.fail(f"the server ended: {log.read_text()[-2000:]}")
        try:
            urllib.request.urlopen(url, timeout=2)
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"no answer within {STARTS_WITHIN_SECONDS} s: {log.read_text()[-2000:]}")
