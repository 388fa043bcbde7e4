"""The open doors: to report without an account, to come back with a code, and to see what became of it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from innsats.cases import actions
from innsats.cases.models import Receipt, Report
from innsats.people.middleware import Request
from innsats.people.models import School
from innsats.rules.reports import Concern
from innsats.web import coded_drafts, codes
from innsats.web.forms import new_form_key
from innsats.web.pace import PACE, WAIT, a_turn, has_come, turn_held
from innsats.web.refusals import refusals_shown_on
from innsats.web.throttle import origin_of

from .doors import let_in, let_out, open_door, receipt_of, with_code
from .forms import CodeForm, OpenReportForm
from .queries import reporting
from .steps import CARRIED, FIELDS, PICKED, Step, after, before

KEPT_PLACE = "step"
ELSEWHERE = "https://www.yr.no/"  # the weather: what anybody may have looked at
Behind = Receipt | dict[str, str]


@open_door
def open_report(request: Request) -> HttpResponse:
    """One question on each page, all at one address; what was answered goes along in the page and is kept nowhere."""
    typed = {name: request.POST[name] for name in (*CARRIED, "form_key") if name in request.POST}
    if not _is_key(typed.get("form_key", "")):
        typed["form_key"] = new_form_key()
    asked = request.POST.get("go", "")
    step = _step(request.POST)
    if "pick" in request.POST:
        typed = {name: value for name, value in typed.items() if name not in PICKED}
        typed["owner" if step is Step.MISSING else "school"] = request.POST["pick"]
        asked = "next"
    if asked in ("save", "send", *Concern) and not _may_pass(request, typed["form_key"]):
        return _asked_to_wait(request, typed, step, asked)
    if asked == "save":
        return _saved(request, typed, step)
    if asked == "back":
        return _asked(request, typed, before(step))
    if asked == "missing":
        return _asked(request, typed, Step.MISSING)
    if asked == "next":
        return _answered(request, typed, step)
    if asked in ("send", *Concern):
        return _sent(request, typed, asked)
    return _asked(request, typed, step)


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
            return let_in(redirect("held_report"), found)
        if found is not None:
            return _asked(request, found, _step(found))
        form.add_error("code", _("Vi finner ikke den koden. Se om alle de 16 tallene er riktige."))
    return render(request, "family/type_code.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
@with_code
def held_report(request: Request, report: Report) -> HttpResponse:
    """What became of the report, up to the ceiling, for whoever holds its code."""
    return render(request, "family/held_report.html", {"page": reporting.held_report(request.viewer, report)})


@require_POST
@with_code
def put_code_away(request: Request, report: Report) -> HttpResponse:
    """The next one at this device needs the code."""
    return let_out(redirect("open_report"))


@open_door
def leave(request: Request) -> HttpResponse:
    """Away at once, to a page that says nothing. The script goes there without coming by here."""
    return let_out(redirect(ELSEWHERE))


def _asked(request: Request, typed: dict[str, str], step: Step, form: OpenReportForm | None = None) -> HttpResponse:
    """The page of one question, with everything else that was answered in its form."""
    school = reporting.place_of(typed)
    if step is Step.SEND and form is None:
        return _last_look(request, typed)
    shown = form or OpenReportForm(initial=typed, step=step, at=request.viewer.at)
    page = reporting.question(step, typed, school)
    context = {"form": shown, "page": page, "carried": _carried(typed, FIELDS[step]), "form_key": typed["form_key"]}
    return render(request, "family/open_report.html", context, status=422 if form else 200)


def _answered(request: Request, typed: dict[str, str], step: Step) -> HttpResponse:
    """On to the next question, or this one again with what is missing."""
    form = OpenReportForm(typed, step=step, at=request.viewer.at)
    if step in (Step.SCHOOL, Step.MISSING) and not reporting.place_of(typed):
        missing = _("Velg skolen på lista.") if step is Step.SCHOOL else _("Velg kommunen på lista.")
        form.add_error(FIELDS[step][-1], missing)
    if not form.is_valid():
        return _asked(request, typed, step, form)
    return _asked(request, typed, after(step))


def _last_look(request: Request, typed: dict[str, str]) -> HttpResponse:
    """Who reads it; or the first question that still needs an answer."""
    form = OpenReportForm(typed, step=Step.SEND, at=request.viewer.at)
    school = reporting.place_of(typed)
    if school is None:
        return _answered(request, typed, Step.SCHOOL)
    if not form.is_valid():
        wrong = next(step for step in Step if set(FIELDS[step]) & set(form.errors))
        return _answered(request, typed, wrong)
    page = reporting.question(Step.SEND, typed, school)
    look = reporting.last_look(request.viewer, school, form.facts())
    carried = _carried(typed, FIELDS[Step.SEND])
    shown = OpenReportForm(step=Step.SEND, at=request.viewer.at)
    context = {"form": shown, "page": page, "look": look, "carried": carried, "form_key": typed["form_key"]}
    return render(request, "family/last_look.html", context)


def _sent(request: Request, typed: dict[str, str], send_as: str) -> HttpResponse:
    """Sent, once however many times it arrives, and the receipt in the same answer: there is no address to keep."""
    form, school = OpenReportForm(typed, step=Step.SEND, at=request.viewer.at), reporting.place_of(typed)
    if school is None or not form.is_valid():
        return _last_look(request, typed)
    facts, key = form.facts(), typed["form_key"]
    if send_as in set(Concern):
        facts["concern"] = Concern(send_as)
    code = codes.code_for(key) if form.cleaned_data["wants_code"] else ""
    receipt = codes.derived(code).lookup.hex() if code else ""
    with refusals_shown_on(form, owner_kind=school.school_owner.kind):
        report = actions.report_concern(
            by=request.viewer.actor, at=request.viewer.at, form_key=key, receipt=receipt, **_where(typed, school),
            **facts,
        )  # fmt: skip
        coded_drafts.forget(key)
        context = {"page": reporting.held_report(request.viewer, report), "code": codes.grouped(code)}
        return render(request, "family/report_sent.html", context)
    wrong = next((step for step in Step if set(FIELDS[step]) & set(form.errors)), Step.WORDS)
    return _asked(request, typed, wrong, form)


def _may_pass(request: Request, form_key: str) -> bool:
    """Whether it can be taken now: nearly always. Behind an address that sends very fast, each takes its turn."""
    at = request.viewer.at
    return has_come(request.POST.get("turn", ""), form_key, at) or not PACE.is_fast(origin_of(request), at)


def _asked_to_wait(request: Request, typed: dict[str, str], step: Step, asked: str) -> HttpResponse:
    """Everything that was typed in a page that sends itself in a moment, or by one more press of the button."""
    key, at = typed["form_key"], request.viewer.at
    context = {
        "turn": turn_held(request.POST.get("turn", ""), key, at) or a_turn(key, at), "asked": asked, "step": step,
        "carried": _carried(typed), "form_key": key, "wait_ms": int(WAIT.total_seconds() * 1000),
    }  # fmt: skip
    return render(request, "family/wait_turn.html", context, status=429)


def _saved(request: Request, typed: dict[str, str], step: Step) -> HttpResponse:
    """Kept for later under a code: the same one that the report gets when it is sent."""
    code = codes.code_for(typed["form_key"])
    coded_drafts.save(typed["form_key"], typed | {KEPT_PLACE: step}, codes.derived(code), at=request.viewer.at)
    context = {"code": codes.grouped(code), "carried": _carried(typed), "form_key": typed["form_key"], "step": step}
    return render(request, "family/draft_saved.html", context)


def _behind(at: datetime) -> Callable[[codes.Derived], Behind | None]:
    """What a code opens: the report that was sent, or what was kept to be sent."""

    def behind(derived: codes.Derived) -> Behind | None:
        return receipt_of(derived.lookup) or coded_drafts.read(derived, at=at)

    return behind


def _carried(typed: dict[str, str], asked: Collection[str] = ()) -> list[tuple[str, str]]:
    """What has been answered, but for what the page itself asks."""
    return [(name, typed[name]) for name in CARRIED if typed.get(name) and name not in asked]


def _where(typed: dict[str, str], school: School) -> dict[str, Any]:
    return {"school": school.uuid} if typed.get("school") else {"owner": typed["owner"]}


def _step(typed: QueryDict | dict[str, str]) -> Step:
    said = typed.get(KEPT_PLACE, "")
    return Step(said) if said in set(Step) else Step.SCHOOL


def _is_key(key: str) -> bool:
    """Whether it is one of those that our forms carry: a weaker one could meet somebody else's."""
    try:
        return UUID(key).version == 4
    except ValueError:
        return False
