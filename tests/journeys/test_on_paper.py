"""On paper: the plan and the whole case are downloaded, open, and are what they say; the blank forms too."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.archive.files import check_archive_file
from tests.archive.reading import text_of
from tests.journeys.conftest import accessible, narrow
from tests.journeys.test_rektors_week import follow, sign_in

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "pictures" / "case-file"
LEDGER_PAGE = "2"


def downloaded(page: Any, link: Any) -> tuple[str, bytes]:
    """The name and the bytes of what a click downloads."""
    with page.expect_download() as waiting:
        link.click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


@pytest.fixture
def case(visit: Any) -> Any:
    """Rektor on the page of a case whose plan applies."""
    page = sign_in(visit(), "Kari Solvang")
    page.goto("/saker/?vis=measures")
    page.locator(".worklist a").first.click()
    page.get_by_role("heading", name="Klokkene").wait_for()
    return page


def test_rektor_downloads_the_plan_and_the_whole_case(case: Any) -> None:
    number = re.search(r"\d{4}-\d{7}-\d", case.url).group()  # type: ignore[union-attr]
    address = case.url
    follow(case, "Skriv ut hele saken")
    accessible(case)
    name, pdf = downloaded(case, case.get_by_role("button", name="Last ned PDF"))
    assert name == f"{number}.pdf"
    check_archive_file(pdf, language="nb-NO", title=f"Sak {number}")
    assert "Énukesmålet" in text_of(pdf)
    drawn(pdf)
    case.goto(f"{address}plan/")
    accessible(case)
    follow(case, "Skriv ut aktivitetsplanen")
    accessible(case)
    name, pdf = downloaded(case, case.get_by_role("button", name="Last ned PDF"))
    check_archive_file(pdf, language="nb-NO", title="Aktivitetsplan")
    case.goto(f"{address}logg/")
    case.get_by_text("Hele saken ble skrevet ut").first.wait_for()


def test_rektor_downloads_the_mornings_list(visit: Any) -> None:
    page = sign_in(visit(width=360, javascript=False), "Kari Solvang")
    page.goto("/saker/")
    follow(page, "Åpne saker på papir")
    narrow(page)
    name, pdf = downloaded(page, page.get_by_role("button", name="Last ned PDF"))
    assert re.fullmatch(r"\d{4}-\d\d-\d\d\.pdf", name)
    assert "Klokker som går" in text_of(pdf)


def test_the_blank_forms_are_where_one_needs_them(case: Any) -> None:
    case.goto(f"{case.url}undersokelse/")
    accessible(case)
    _name, pdf = downloaded(case, case.get_by_role("link", name="Samtale med eleven (PDF)"))
    assert "Hva sa eleven?" in text_of(pdf)
    case.goto("/meld/")
    accessible(case)
    _name, pdf = downloaded(case, case.get_by_role("link", name=re.compile("^Nødskjema")))
    assert "meld fra på papir" in text_of(pdf)


def drawn(pdf: bytes) -> None:
    """The picture for the README, where there is something to draw it with."""
    if tool := shutil.which("pdftoppm"):
        size = ["-scale-to-x", "1280", "-scale-to-y", "-1"]
        page = ["-f", LEDGER_PAGE, "-l", LEDGER_PAGE, "-singlefile"]
        subprocess.run([tool, "-png", *size, *page, "-", str(PICTURE)], input=pdf, check=True)
