"""`python -m innsats.web.messages`: collect what is said, and write it to the catalogues of each language.

The words in the code are bokmål and are their own keys. `nn` and `en` translate them; `nb` holds only the sentences of
Django that we say in our own way. The six of `OPENLY` hold what the open pages can say, and no more; what a machine has
translated and nobody has checked is marked there with `MACHINE`, until somebody who knows the language takes it away.
Without options: collect, merge, compile. `--missing`: list what lacks a translation.
`--check`: change nothing, and fail when something is missing or a catalogue is stale. Needs `polib` (the check extra).
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib  # type: ignore[import-untyped]
from django.utils.translation.template import templatize

from .said_openly import CALENDAR, REFUSALS, is_said_openly

SOURCE = Path(__file__).resolve().parent.parent
TRANSLATED = ("nn", "en")
OPENLY = ("se", "uk", "pl", "ar", "so", "ti")
CATALOGUES = ("nb", *TRANSLATED, *OPENLY)
MACHINE = "maskinoversatt, ikke sjekket"
KEYWORDS = {  # function → what each argument is
    "_": ("said",),
    "gettext": ("said",),
    "gettext_lazy": ("said",),
    "gettext_noop": ("said",),
    "ngettext": ("said", "several"),
    "ngettext_lazy": ("said", "several"),
    "pgettext": ("context", "said"),
    "pgettext_lazy": ("context", "said"),
    "npgettext": ("context", "said", "several"),
    "npgettext_lazy": ("context", "said", "several"),
}
# Sentences of Django's that we say more kindly, or more exactly. The catalogue `nb` holds these and nothing else.
FRAMEWORK = (
    ("This field is required.", ""),
    ("Null characters are not allowed.", ""),
    ("Enter a valid date.", ""),
    ("Enter a valid date/time.", ""),
    ("Enter a valid email address.", ""),
    ("Enter a valid value.", ""),
    ("Select a valid choice. %(value)s is not one of the available choices.", ""),
    ("Select a valid choice. That choice is not one of the available choices.", ""),
    (
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
    ),
)
CALL = re.compile(r"\b(n?p?gettext|_)\(((?:\s*u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")\s*,?)+)")
HEADER = {
    "Project-Id-Version": "Innsats",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
FEW = "n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2"
TWO_FORMS = "nplurals=2; plural=(n != 1);"
PLURALS = {
    "se": "nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);",
    "uk": f"nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : {FEW});",
    "pl": f"nplurals=3; plural=(n==1 ? 0 : {FEW});",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "ti": "nplurals=2; plural=(n > 1);",
}


@dataclass(slots=True)
class Message:
    """One thing that is said: its key, and the files that say it."""

    said: str
    several: str = ""
    context: str = ""
    files: set[str] = field(default_factory=set)

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.said


def collected() -> list[Message]:
    """All that the code and the templates say, in the order of the files that say it first."""
    found: dict[tuple[str, str], Message] = {}
    for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html")]):
        read = _in_python if path.suffix == ".py" else _in_template
        for message in read(path.read_text()):
            kept = found.setdefault(message.key, message)
            kept.several = kept.several or message.several
            kept.files.add(str(path.relative_to(SOURCE)))
    return sorted(found.values(), key=lambda message: (min(message.files), message.said))


def _in_python(text: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in KEYWORDS:
                yield from _message(name, [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args])


def _in_template(text: str) -> Iterator[Message]:
    for name, arguments in CALL.findall(templatize(text)):
        yield from _message(name, list(ast.literal_eval(f"({arguments.strip().rstrip(',')},)")))


def _message(name: str, arguments: list[object]) -> Iterator[Message]:
    parts = dict(zip(KEYWORDS[name], arguments, strict=False))
    if all(isinstance(part, str) for part in parts.values()) and parts.get("said"):
        yield Message(**parts)  # type: ignore[arg-type]


def merged(language: str, messages: list[Message]) -> polib.POFile:
    """The catalogue of `language` with exactly these messages, keeping every translation it has."""
    kept = _kept(language)
    catalogue = polib.POFile(wrapwidth=110)
    plurals = PLURALS.get(language, TWO_FORMS)
    catalogue.metadata = {**HEADER, "Language": language, "Plural-Forms": plurals}
    for message in _said_in(language, messages):
        old = kept.get(message.key)
        places = [(name, "") for name in sorted(message.files)]
        entry = polib.POEntry(msgid=message.said, msgctxt=message.context or None, occurrences=places)
        if language in OPENLY:
            entry.comment = old.comment if old else MACHINE
        if message.several:
            forms = range(int(plurals[len("nplurals=")]))
            entry.msgid_plural = message.several
            entry.msgstr_plural = (old.msgstr_plural if old else None) or dict.fromkeys(forms, "")
        elif old:
            entry.msgstr = old.msgstr
        catalogue.append(entry)
    return catalogue


def _said_in(language: str, messages: list[Message]) -> list[Message]:
    """Which of the messages `language` has words for, with those of Django's that it says in our way."""
    framework = [Message(said, several, files={"django"}) for said, several in FRAMEWORK]
    if language not in OPENLY:
        return framework + (messages if language in TRANSLATED else [])
    calendar = [Message(said, files={"django"}) for said in CALENDAR]
    refusals = [message for message in framework if message.said in REFUSALS]
    return calendar + refusals + [one for one in messages if is_said_openly(one.said, one.files, language)]


def missing(language: str, messages: list[Message] | None = None) -> list[str]:
    """What is said (`messages`, if collected already) and has no words in `language`, or some without a placeholder."""
    wrong = []
    for entry in merged(language, collected() if messages is None else messages):
        for key, said in _pairs(entry):
            if not said or _placeholders(key) != _placeholders(said):
                wrong.append(key)
    return wrong


def stale() -> list[Path]:
    """Catalogues that no longer hold exactly what is said, and compiled ones that differ from their source."""
    messages = collected()
    wrong = []
    for language in CATALOGUES:
        source = _source_of(language)
        catalogue = merged(language, messages)
        if not source.exists() or source.read_text() != str(catalogue):
            wrong.append(source)
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.read_bytes() != catalogue.to_binary():
            wrong.append(compiled)
    return wrong


def write() -> None:
    """Bring every catalogue up to date, and compile it."""
    messages = collected()
    for language in CATALOGUES:
        source = _source_of(language)
        source.parent.mkdir(parents=True, exist_ok=True)
        catalogue = merged(language, messages)
        source.write_text(str(catalogue))
        source.with_suffix(".mo").write_bytes(catalogue.to_binary())


def _source_of(language: str) -> Path:
    slice_ = "family" if language in OPENLY else "web"
    return SOURCE / slice_ / "locale" / language / "LC_MESSAGES" / "django.po"


def _kept(language: str) -> dict[tuple[str, str], polib.POEntry]:
    source = _source_of(language)
    return {(entry.msgctxt or "", entry.msgid): entry for entry in polib.pofile(str(source))} if source.exists() else {}


def _pairs(entry: polib.POEntry) -> list[tuple[str, str]]:
    if entry.msgid_plural:
        return [(entry.msgid_plural, said) for said in entry.msgstr_plural.values()]
    return [(entry.msgid, entry.msgstr)]


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{\w*(?::\w*)?\}|%\(\w+\)[sd]", text))


def main(arguments: list[str]) -> int:
    if "--check" not in arguments and "--missing" not in arguments:
        write()
        return 0
    lacking = {language: missing(language) for language in CATALOGUES}
    for language, messages in lacking.items():
        for message in messages:
            print(f"{language}: {message}")
    old = stale() if "--check" in arguments else []
    for path in old:
        print(f"stale: {path}: run python -m innsats.web.messages")
    return 1 if any(lacking.values()) or old else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
