"""What can be turned against us is used in few places, each with its reason; what is known to be unsafe, in none."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "innsats"
SCRIPTS = [path for path in sorted(ROOT.rglob("*.js")) if "vendor" not in path.parts]

STARTS_PROCESSES = {
    "web/uploads/checking.py": "draws a picture anew in a process of its own: fixed words, the picture on stdin",
    "archive/pdf.py": "sets a document in a process of its own: fixed words, the texts as JSON on stdin",
    "cli/serving.py": "starts the tick beside the server, on a developer's machine",
    "cli/backup/postgresql.py": "pg_dump and pg_restore: fixed words and our own settings",
    "cli/backup/checking.py": "opens a copy in a process of its own: fixed words",
    "cli/backup/pieces.py": "gzip: fixed words, and what is packed on stdin",
}
SPEAKS_WITH_OTHERS = {
    "web/uploads/scanning.py": "asks clamd, at the address in the settings",
    "notices/delivery.py": "sends mails, to the server in the settings",
    "cli/serving.py": "tries whether its own port is free",
    "vault/transit.py": "asks the key service, at the address in the settings",
    "people/oidc/wire.py": "asks Feide and ID-porten, at the origins in the settings",
}
READS_YAML = {"scenarios/reading.py": "stories, by the safe loader", "scenarios/describe.py": "as above"}
IMPORTS_BY_NAME = {
    "cli/__init__.py": "a command, from the fixed table", "scenarios/walk.py": "the slices, from a fixed list",
    "cli/limits.py": "a constant, from the fixed table", "cli/licences.py": "reads what is said of a package",
}  # fmt: skip
TEMPORARY_FILES = {
    "scenarios/commands.py": "a story's own database, of people who are invented",
    "cli/backup/drill.py": "the folder of a drill, readable for its owner alone and removed after it",
}
DRAWS_LOTS = {"cli/backup/checking.py": "which texts of a copy are opened: nobody gains by guessing"}
CALLS_C = {
    "cli/coredumps.py": "tells Linux that nobody looks into this process: one call, of numbers",
    "cli/memory.py": "tells the C library to take memory from one place: one call, of numbers",
}
NAMES_A_PERSON_NEVER = {"cases/views/bursts.py": "how many reports, and the numbers of those that were left"}

CLOSED = {
    ("subprocess", "multiprocessing", "pty"): STARTS_PROCESSES,
    ("socket", "http", "urllib.request", "urllib3", "requests", "httpx", "httpx2", "aiohttp", "ftplib", "smtplib"):
        SPEAKS_WITH_OTHERS,
    ("yaml",): READS_YAML,
    ("importlib",): IMPORTS_BY_NAME,
    ("tempfile",): TEMPORARY_FILES,
    ("random",): DRAWS_LOTS,
    ("ctypes", "cffi"): CALLS_C,
}  # fmt: skip
NEVER_IMPORTED = {
    "pickle", "marshal", "shelve", "dill", "xml", "lxml", "defusedxml", "zipfile", "tarfile",
    "ldap", "ldap3", "jinja2", "code", "runpy", "openpyxl", "xlsxwriter", "odf", "tablib",
}  # fmt: skip
NEVER_CALLED = {
    "eval", "exec", "compile", "__import__", "os.system", "os.popen", "hashlib.md5", "hashlib.sha1", "hashlib.new",
    "yaml.load", "yaml.full_load", "yaml.unsafe_load", "random.random", "uuid.uuid1", "Template",
    "csv.writer", "csv.DictWriter",  # no table is handed out: in a sheet, a text that begins with = is a formula
}  # fmt: skip
NEVER_IN_SCRIPTS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|localStorage|sessionStorage"
    r"|indexedDB|document\.cookie|__proto__|postMessage|WebSocket|https?://(?!www\.w3\.org)"
)


def modules() -> list[tuple[str, ast.Module]]:
    """(path inside the package, what it says) of every module of the product, migrations apart."""
    paths = [path for path in sorted(ROOT.rglob("*.py")) if "migrations" not in path.parts]
    return [(str(path.relative_to(ROOT)), ast.parse(path.read_text())) for path in paths]


MODULES = modules()


def imported(tree: ast.Module) -> set[str]:
    """Every absolute import, by its whole name: `from http import client` is http and http.client."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return names


def those_importing(*banned: str) -> set[str]:
    return {
        path
        for path, tree in MODULES
        if any(name == word or name.startswith(f"{word}.") for name in imported(tree) for word in banned)
    }


@pytest.mark.parametrize(("words", "listed"), CLOSED.items(), ids=[words[0] for words in CLOSED])
def test_what_reaches_outside_the_process_is_a_closed_list(words: tuple[str, ...], listed: dict[str, str]) -> None:
    assert those_importing(*words) == set(listed)


def test_what_cannot_be_used_safely_is_not_there() -> None:
    assert those_importing(*NEVER_IMPORTED) == set()


def test_nothing_is_run_that_was_a_text_and_no_weak_hash_is_made() -> None:
    called = [
        f"{path}:{node.lineno} {name}"
        for path, tree in MODULES
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and (name := ast.unparse(node.func)) in NEVER_CALLED
    ]
    assert called == []


def test_no_form_is_made_from_a_model_so_that_it_sets_no_field_but_those_it_names() -> None:
    assert [path for path, _ in MODULES if "ModelForm" in (ROOT / path).read_text()] == []


def test_no_process_is_started_through_a_shell() -> None:
    through = [
        f"{path}:{node.lineno}"
        for path, tree in MODULES
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == "shell"
    ]
    assert through == []


def test_what_is_said_after_an_act_names_nobody() -> None:
    """It waits in a cookie until the next page is shown."""
    named = re.compile(r"messages\.\w+\(\s*request,[^\n]*format\(")
    assert {path for path, _ in MODULES if named.search((ROOT / path).read_text())} == set(NAMES_A_PERSON_NEVER)


def test_our_scripts_write_no_html_from_texts_keep_nothing_and_reach_nobody_else() -> None:
    found = [f"{path.name}: {hit[0]}" for path in SCRIPTS if (hit := NEVER_IN_SCRIPTS.search(path.read_text()))]
    assert len(SCRIPTS) >= 2 and found == []
