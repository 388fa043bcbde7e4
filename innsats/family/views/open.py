"""The open doors: to report without an account, to come back with a code, and to see what became of it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from innsats.cases import actions
from innsats.cases.framing import signed
from innsats.cases.models import FamilyKey, Receipt, Report
from innsats.database import walls
from innsats.people import outside
from innsats.people.middleware import Request
from innsats.people.models import School
from innsats.rules.reports import Concern
from innsats.web import clock, coded_drafts, codes
from innsats.web.forms import form_page, new_form_key
from innsats.web.pace import PACE, WAIT, a_turn, has_come, turn_held
from innsats.web.refusals import refusals_shown_on
from innsats.web.throttle import allow, origin_of
from innsats.web.uploads import choosing

from ..doors import address, came_with, let_in, let_out, open_door, receipt_of, with_code
from ..forms.open import CodeForm, OpenReportForm, UseFamilyKeyForm, WriteOnForm
from ..queries import reporting
from ..queries.keys import key_by
from ..steps import CARRIED, FIELDS, PICKED, Step, after, before

KEPT_PLACE = "step"
WRITTEN_COUNT, WRITTEN_WINDOW = 20, timedelta(hours=1)  # messages on one report by whoever holds its code
FILES_COUNT, FILES_WINDOW = 300, timedelta(minutes=15)  # steps with files from one address: a whole school
ELSEWHERE = "https://www.yr.no/"  # the weather: what anybody may have looked at
Behind = Receipt | FamilyKey | dict[str, str]


@dataclass(frozen=True)
class Way:
    """One step on the way through the questions: all that was answered so far, and where it goes."""

    request: Request
    typed: dict[str, str]

    def __post_init__(self) -> None:
        if self.school:
            walls.narrow_to(walls.of_owner(self.school.school_owner_id))
        if self.request.FILES:
            _ = self.chosen  # taken in whatever button was pressed

    @cached_property
    def school(self) -> School | None:
        return reporting.place_of(self.typed)

    @cached_property
    def chosen(self) -> choosing.Chosen:
        """The files of the report; those that came with this step are taken in here, once."""
        origin = f"files from {origin_of(self.request)}"
        if self.request.FILES and not allow(origin, limit=FILES_COUNT, per=FILES_WINDOW, at=self.request.viewer.at):
            self.request.FILES.clear()
            said = (_("Det er sendt svært mange filer herfra. Vent et kvarter, eller send uten."),)
            return replace(self._handled, said=said)
        return self._handled

    @property
    def _handled(self) -> choosing.Chosen:
        owner = self.school.school_owner_id if self.school else None
        return choosing.handled(
            self.request, self.typed.get("files_key", ""), person_id=None, school_owner_id=owner,
            at=self.request.viewer.at,
        )  # fmt: skip

    def form(self, step: Step) -> OpenReportForm:
        """The answers to one question, or to all of them, as they were given."""
        form = OpenReportForm(self.typed, step=step, at=self.request.viewer.at)
        if step in (Step.WORDS, Step.SEND) and self.chosen.said:
            form.add_error("attached", " ".join(self.chosen.said))
        return form


@open_door
def open_report(request: Request) -> HttpResponse:
    """One question on each page, all at one address; what was answered goes along in the page and is kept nowhere."""
    typed = {name: request.POST[name] for name in (*CARRIED, "form_key") if name in request.POST}
    if not _is_key(typed.get("form_key", "")):
        typed["form_key"] = new_form_key()
    asked, step = request.POST.get("go", ""), _step(request.POST)
    if "pick" in request.POST:
        typed = {name: value for name, value in typed.items() if name not in PICKED}
        typed["owner" if step is Step.MISSING else "school"] = request.POST["pick"]
        asked = "next"
    way = Way(request, typed)
    if asked in ("save", "send", *Concern) and not _may_pass(way):
        return _asked_to_wait(way, step, asked)
    if choosing.is_about_files(request):
        return _asked(way, Step.WORDS)
    if asked == "save":
        return _saved(way, step)
    if asked == "back":
        return _asked(way, before(step))
    if asked == "missing":
        return _asked(way, Step.MISSING)
    if asked == "next":
        return _answered(way, step)
    if asked in ("send", *Concern):
        return _sent(way, asked)
    return _asked(way, step)


@open_door
def type_code(request: Request) -> HttpResponse:
    """The code opens what became of a report, or what was kept to be sent later. Nobody learns which codes exist."""
    form = CodeForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            found: Behind | None = codes.tried(
                form.cleaned_data["code"], _behind(request.viewer.at), origin=origin_of(request),
                at=request.viewer.at,
            )  # fmt: skip
        except codes.TooManyMisses:
            form.add_error("code", _("Det er prøvd for mange koder herfra. Vent et kvarter, og prøv igjen."))
            return render(request, "family/type_code.html", {"form": form}, status=429)
        if isinstance(found, Receipt):
            return let_in(redirect(address(request, "held_report")), found)
        if isinstance(found, FamilyKey):
            return _of_family(request, found, form.cleaned_data["code"])
        if found is not None:
            return _asked(Way(request, found), _step(found))
        form.add_error("code", _("Vi finner ikke den koden. Se om alle de 16 tallene er riktige."))
    return render(request, "family/type_code.html", {"form": form}, status=422 if form.is_bound else 200)


@form_page
@with_code
def held_report(request: Request, report: Report) -> HttpResponse:
    """What became of the report, up to the ceiling, and what the school and its holder write to each other."""
    form = WriteOnForm(request.POST or None, at=request.viewer.at)
    if form.is_bound and form.is_valid():
        if not allow(f"written on {report.pk}", limit=WRITTEN_COUNT, per=WRITTEN_WINDOW, at=request.viewer.at):
            form.add_error("text", _("Du har skrevet mye nå. Vent litt, og prøv igjen."))
        else:
            with refusals_shown_on(form):
                actions.write_to_school(report.pk, text=form.cleaned_data["text"], **signed(request, form))
                return redirect(address(request, "held_report"))
    context = {"page": reporting.held_report(request.viewer, report), "form": form}
    return render(request, "family/held_report.html", context, status=422 if form.errors else 200)


@login_not_required
@require_POST
def put_code_away(request: Request) -> HttpResponse:
    """The next one at this device needs the code; and who came by ID-porten or Feide is out there, too."""
    held = outside.running(came_with(request)[1])
    there = outside.end(held, clock.now(), back="open_report") if held else ""
    return let_out(redirect(there or address(request, "open_report")))


@open_door
def leave(request: Request) -> HttpResponse:
    """Away at once, to a page that says nothing. The script goes there without coming by here."""
    return let_out(redirect(ELSEWHERE))


def _asked(way: Way, step: Step, form: OpenReportForm | None = None) -> HttpResponse:
    """The page of one question, with everything else that was answered in its form."""
    if step is Step.SEND and form is None:
        return _last_look(way)
    shown = form or OpenReportForm(initial=way.typed, step=step, at=way.request.viewer.at)
    page = reporting.question(step, way.typed, way.school)
    context = {"form": shown, "page": page, **_along(way, FIELDS[step])}
    if step is Step.WORDS:
        context["chosen"] = way.chosen
    return render(way.request, "family/open_report.html", context, status=422 if form else 200)


def _answered(way: Way, step: Step) -> HttpResponse:
    """On to the next question, or this one again with what is missing."""
    form = way.form(step)
    if step in (Step.SCHOOL, Step.MISSING) and not way.school:
        missing = _("Velg skolen på lista.") if step is Step.SCHOOL else _("Velg kommunen på lista.")
        form.add_error(FIELDS[step][-1], missing)
    return _asked(way, after(step)) if form.is_valid() else _asked(way, step, form)


def _last_look(way: Way) -> HttpResponse:
    """Who reads it; or the first question that still needs an answer."""
    form = way.form(Step.SEND)
    if way.school is None:
        return _answered(way, Step.SCHOOL)
    if not form.is_valid():
        return _answered(way, _first_wrong(form))
    files = tuple(line.name for line in way.chosen.lines)
    context = {
        "form": OpenReportForm(step=Step.SEND, at=way.request.viewer.at),
        "page": reporting.question(Step.SEND, way.typed, way.school),
        "look": reporting.last_look(way.request.viewer, way.school, form.facts(), files, form.picture()),
        **_along(way, FIELDS[Step.SEND]),
    }
    return render(way.request, "family/last_look.html", context)


def _sent(way: Way, send_as: str) -> HttpResponse:
    """Sent, once however many times it arrives, and the receipt in the same answer: there is no address to keep."""
    form, viewer, key = way.form(Step.SEND), way.request.viewer, way.typed["form_key"]
    if way.school is None or not form.is_valid():
        return _last_look(way)
    facts = form.facts() | form.facts_of_files(way.chosen) | _where(way)
    if send_as in set(Concern):
        facts["concern"] = Concern(send_as)
    code = codes.code_for(key) if form.cleaned_data["wants_code"] else ""
    receipt = codes.derived(code).lookup.hex() if code else ""
    with refusals_shown_on(form, owner_kind=way.school.school_owner.kind):
        report = actions.report_concern(by=viewer.actor, at=viewer.at, form_key=key, receipt=receipt, **facts)
        names = [line.name for line in way.chosen.lines]
        if report.reported_at != viewer.at and reporting.is_other_than_sent(viewer, report, facts, names, receipt):
            return _changed_since(way, send_as)
        coded_drafts.forget(key)
        way.chosen.forget()
        context = {"page": reporting.held_report(viewer, report), "code": codes.grouped(code)}
        return render(way.request, "family/report_sent.html", context)
    return _asked(way, _first_wrong(form), form)


def _changed_since(way: Way, send_as: str) -> HttpResponse:
    """The form was sent before, and says something else now: nothing is dropped. It can go as a report of its own."""
    fresh = replace(way, typed=way.typed | {"form_key": new_form_key()})
    context = {"asked": send_as, "step": Step.SEND, "words": way.typed["text"], **_along(fresh)}
    return render(way.request, "family/changed_since.html", context, status=409)


def _saved(way: Way, step: Step) -> HttpResponse:
    """Kept for later under a code: the same one that the report gets when it is sent. Far too much is asked anew."""
    key = way.typed["form_key"]
    code = codes.code_for(key)
    if not coded_drafts.save(key, way.typed | {KEPT_PLACE: step}, codes.derived(code), at=way.request.viewer.at):
        wrong = _first_wrong(way.form(Step.SEND))
        return _asked(way, wrong, way.form(wrong))
    way.chosen.keep_as_a_draft(way.request.viewer.at)
    context = {"code": codes.grouped(code), "step": step, **_along(way)}
    return render(way.request, "family/draft_saved.html", context)


def _may_pass(way: Way) -> bool:
    """Whether it can be taken now: nearly always. Behind an address that sends very fast, each takes its turn."""
    request, at = way.request, way.request.viewer.at
    has_waited = has_come(request.POST.get("turn", ""), way.typed["form_key"], at)
    return has_waited or not PACE.is_fast(origin_of(request), at)


def _asked_to_wait(way: Way, step: Step, asked: str) -> HttpResponse:
    """Everything that was typed in a page that sends itself in a moment, or by one more press of the button."""
    key, at = way.typed["form_key"], way.request.viewer.at
    turn = turn_held(way.request.POST.get("turn", ""), key, at) or a_turn(key, at)
    wait_ms = int(WAIT.total_seconds() * 1000)
    context = {"turn": turn, "asked": asked, "step": step, "wait_ms": wait_ms, **_along(way)}
    return render(way.request, "family/wait_turn.html", context, status=429)


def _first_wrong(form: OpenReportForm) -> Step:
    return next((step for step in Step if set(FIELDS[step]) & set(form.errors)), Step.WORDS)


def _behind(at: datetime) -> Callable[[codes.Derived], Behind | None]:
    """What a code opens: the report that was sent, or what was kept to be sent."""

    def behind(derived: codes.Derived) -> Behind | None:
        return receipt_of(derived.lookup) or key_by(derived.lookup) or coded_drafts.read(derived, at=at)

    return behind


def _along(way: Way, asked: Collection[str] = ()) -> dict[str, Any]:
    """What has been answered, but for what the page itself asks; it goes along in the page's form."""
    carried = [(name, way.typed[name]) for name in CARRIED if way.typed.get(name) and name not in asked]
    return {"carried": carried, "form_key": way.typed["form_key"]}


def _of_family(request: Request, key: FamilyKey, code: str) -> HttpResponse:
    """In, with an own code; with a letter's, on to make one, while the letter holds."""
    if key.until is None:
        return let_in(redirect(address(request, "family_editions")), key)
    if key.until <= request.viewer.at:
        again = CodeForm({"code": code})
        again.add_error("code", _("Brevet er for gammelt. Be skolen om en ny kode."))
        return render(request, "family/type_code.html", {"form": again}, status=422)
    form = UseFamilyKeyForm(initial={"code": code}, at=request.viewer.at)
    return render(request, "family/use_family_key.html", {"form": form})


def _where(way: Way) -> dict[str, Any]:
    return {"school": way.school.uuid} if way.school and way.typed.get("school") else {"owner": way.typed["owner"]}


def _step(typed: QueryDict | dict[str, str]) -> Step:
    """The question that was answered. A button about files has another value of the same name, after it."""
    said = typed.getlist(KEPT_PLACE)[:1] if isinstance(typed, QueryDict) else [typed.get(KEPT_PLACE, "")]
    return Step(said[0]) if said and said[0] in set(Step) else Step.SCHOOL


def _is_key(key: str) -> bool:
    """Whether it is one of those that our forms carry: a weaker one could meet somebody else's."""
    try:
        return UUID(key).version == 4
    except ValueError:
        return False
