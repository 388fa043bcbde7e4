"""The pages about help from the external team: the tab of the case, asking, and what the team's leader answers."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from innsats.cases.framing import answered, did, form_shown, of_case, signed
from innsats.cases.queries.access import NotVisible
from innsats.journal.repeats import done_before
from innsats.people.middleware import Request
from innsats.rules.acts import Act
from innsats.rules.assistance import USUAL_HOURS
from innsats.rules.calendar import day_of
from innsats.rules.reports import Channel, Concern
from innsats.teams.queries.seen import keeps, team_answering, team_kept, team_seen, team_to_keep
from innsats.web import dates, words
from innsats.web.forms import form_page
from innsats.web.refusals import refusals_shown_on

from .. import actions
from ..forms.advising import AnswerAdviceForm, CarryOutAdviceForm, DecideAdviceForm, GiveAdviceForm
from ..forms.asking import CapacityForm, ConfirmFamilyRequestForm, DeclineAssistanceForm, RequestAssistanceForm
from ..forms.families import (
    HoldFamilyRequestForm,
    NoteFamilyTalkForm,
    PassFamilyRequestForm,
    TakeFamilyRequestForm,
    WithdrawFamilyRequestForm,
)
from ..forms.going import (
    AssignAssistantsForm,
    EndAssistanceForm,
    EndCommissionForm,
    EndTeamForm,
    GiveCommissionForm,
    KeepTeamForm,
)
from ..forms.meetings import FinishStepForm, HandNoteToSchoolForm, HoldTeamMeetingForm, WriteWorkNoteForm
from ..queries import practice
from ..queries.advising import advise_page, done_page, reply_page, ruling_page
from ..queries.agenda import meeting_page, step_page
from ..queries.asking import family_page
from ..queries.capacity import capacity_of, capacity_page
from ..queries.commissions import end_page, give_page
from ..queries.ending import waiting_for
from ..queries.pages import assign_page, assistance_page, confirm_page, leader_page, request_page
from ..queries.places import my_place_page
from ..queries.waitpages import hold_page, told_page, wait_act_page, wait_page, waits_page
from ..queries.worknotes import hand_page, work_notes_page

FOLDER = "assistance"


def once_done(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The second of two clicks finds nothing that waits any more: it is answered as the first, on *I dag*."""

    @wraps(view)
    def shown(request: Request, wait: UUID) -> HttpResponse:
        try:
            return view(request, wait)
        except NotVisible:
            if done_before(request.POST.get("form_key", ""), request.viewer.actor):
                return redirect("today")
            raise

    return shown


@require_safe
@of_case
def case_assistance(request: Request, number: str) -> HttpResponse:
    """Bistand."""
    return render(request, "assistance/case_assistance.html", {"page": assistance_page(request.viewer, number)})


@form_page
def take_family_request(request: Request, team: UUID) -> HttpResponse:
    """A family asks, on the phone or in a talk. Whoever typed it in then reads who has got it, and tells the family."""
    page = family_page(request.viewer, team)
    usual = {"channel": Channel.PHONE, "concern": Concern.PUPILS}
    form = TakeFamilyRequestForm(request.POST or None, asking=page, at=request.viewer.at, initial=usual)
    if form.is_bound and form.is_valid():
        with refusals_shown_on(form, owner_kind=page.owner_kind):
            report = actions.take_family_request(team, **form.facts(), **signed(request, form))
            messages.success(request, words.of("done", Act.TAKE_FAMILY_REQUEST))
            return redirect("family_told", report.number)
    return form_shown(request, "assistance/take_family_request.html", form, page=page)


@form_page
def hold_family_request(request: Request, team: UUID) -> HttpResponse:
    """The same, of a family that wishes that the school is not told yet. What was typed on the page before is kept."""
    page = hold_page(request.viewer, team)
    usual = {"channel": Channel.PHONE, "concern": Concern.PUPILS}
    is_sent = "because" in request.POST
    form = HoldFamilyRequestForm(
        request.POST if is_sent else None, asking=page, at=request.viewer.at, initial=usual | _typed(request)
    )
    if form.is_bound and form.is_valid():
        with refusals_shown_on(form, owner_kind=page.asking.owner_kind):
            wait = actions.hold_family_request(team, **form.facts(), **signed(request, form))
            messages.success(request, words.of("done", Act.HOLD_FAMILY_REQUEST))
            return redirect("read_family_wait", wait.pk)
    return form_shown(request, "assistance/hold_family_request.html", form, page=page.asking)


@require_safe
def family_told(request: Request, number: str) -> HttpResponse:
    """Who has got it, and what to tell the family before it goes."""
    return render(request, "assistance/family_told.html", {"page": told_page(request.viewer, number)})


@require_safe
def family_waits(request: Request, team: UUID) -> HttpResponse:
    """The families that wait for a team."""
    return render(request, "assistance/family_waits.html", {"page": waits_page(request.viewer, team)})


@require_safe
def read_family_wait(request: Request, wait: UUID) -> HttpResponse:
    """One of them, and what to tell it."""
    return render(request, "assistance/read_family_wait.html", {"page": wait_page(request.viewer, wait)})


@form_page
@once_done
def note_family_talk(request: Request, wait: UUID) -> HttpResponse:
    """The first talk has been held."""
    page = wait_act_page(Act.NOTE_FAMILY_TALK, request.viewer, wait)
    today = {"held_on": dates.date_of(request.viewer.at)}
    form = NoteFamilyTalkForm(request.POST or None, page=page, at=request.viewer.at, initial=today)
    return answered(request, page, form, actions.note_family_talk, folder=FOLDER)


@form_page
@once_done
def pass_family_request(request: Request, wait: UUID) -> HttpResponse:
    """The family has said yes: the school is told."""
    page = wait_act_page(Act.PASS_FAMILY_REQUEST, request.viewer, wait)
    usual = {"concern": Concern.PUPILS}
    form = PassFamilyRequestForm(request.POST or None, page=page, at=request.viewer.at, initial=usual)
    if form.is_bound and form.is_valid():
        with refusals_shown_on(form, owner_kind=page.owner_kind):
            report = actions.pass_family_request(wait, **form.facts(), **signed(request, form))
            messages.success(request, words.of("done", Act.PASS_FAMILY_REQUEST))
            return redirect("family_told", report.number)
    return form_shown(request, "assistance/pass_family_request.html", form, frame=page, page=page)


@form_page
@once_done
def withdraw_family_request(request: Request, wait: UUID) -> HttpResponse:
    """The family withdraws it: nothing more of it is shown."""
    page = wait_act_page(Act.WITHDRAW_FAMILY_REQUEST, request.viewer, wait)
    form = WithdrawFamilyRequestForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.withdraw_family_request, folder=FOLDER, then=reverse("today"))


@form_page
@of_case
def request_assistance(request: Request, number: str) -> HttpResponse:
    """The school asks."""
    page = request_page(request.viewer, number)
    form = RequestAssistanceForm(request.POST or None, page=page.frame, asking=page, at=request.viewer.at)
    return answered(request, page, form, actions.request_assistance, folder=FOLDER)


@form_page
@of_case
def decline_assistance(request: Request, number: str) -> HttpResponse:
    """The team's leader says no."""
    page = leader_page(Act.DECLINE_ASSISTANCE, request.viewer, number)
    form = DeclineAssistanceForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.decline_assistance, folder=FOLDER)


@form_page
@of_case
def assign_assistants(request: Request, number: str) -> HttpResponse:
    """The team's leader says who goes: from a proposal, with every reason."""
    page = assign_page(request.viewer, number)
    usual = {"members": page.proposed, "until": page.until, "hours_a_week": USUAL_HOURS}
    form = AssignAssistantsForm(
        request.POST or None, page=page.frame, assigning=page, at=request.viewer.at, initial=usual
    )
    is_whole = form.is_bound and form.is_valid()
    if did(request, page.frame, form, actions.assign_assistants):
        return redirect(page.frame.back)
    if is_whole:  # it was refused: perhaps by what another has said meanwhile
        page = assign_page(request.viewer, number)
        form.meets(page.seen)
    return form_shown(request, "assistance/assign_assistants.html", form, page=page, frame=page.frame)


@form_page
@of_case
def end_assistance(request: Request, number: str) -> HttpResponse:
    """The team hands over and leaves."""
    page = practice.end_page(request.viewer, number)
    form = EndAssistanceForm(request.POST or None, page=page.frame, leaving=page, at=request.viewer.at)
    if did(request, page.frame, form, actions.end_assistance):
        return redirect(page.frame.back)
    if form.is_bound:
        form.meets(page.notes_seen)
    return form_shown(request, "assistance/end_assistance.html", form, page=page, frame=page.frame)


@form_page
@of_case
def confirm_family_request(request: Request, number: str, report: UUID) -> HttpResponse:
    """It was this child's family that asked the team."""
    page = confirm_page(request.viewer, number, report)
    form = ConfirmFamilyRequestForm(request.POST or None, page=page.frame, at=request.viewer.at)
    return answered(request, page, form, actions.confirm_family_request, folder=FOLDER, report=report)


@form_page
@of_case
def give_commission(request: Request, number: str) -> HttpResponse:
    """The school asks somebody who assists to talk and observe for it."""
    page = give_page(request.viewer, number)
    form = GiveCommissionForm(request.POST or None, page=page.frame, asking=page, at=request.viewer.at)
    return answered(request, page, form, actions.give_commission, folder=FOLDER)


@form_page
@of_case
def end_commission(request: Request, number: str, commission: UUID) -> HttpResponse:
    """The school takes it back."""
    page = end_page(request.viewer, number, commission)
    form = EndCommissionForm(request.POST or None, page=page.frame, at=request.viewer.at)
    return answered(request, page, form, actions.end_commission, folder=FOLDER, commission=commission)


@form_page
@of_case
def give_advice(request: Request, number: str) -> HttpResponse:
    """Somebody who assists advises the school."""
    page = advise_page(request.viewer, number)
    form = GiveAdviceForm(request.POST or None, page=page.frame, advising=page, at=request.viewer.at)
    return answered(request, page, form, actions.give_advice, folder=FOLDER)


@form_page
@of_case
def answer_advice(request: Request, number: str, advice: UUID) -> HttpResponse:
    """What the school does with it."""
    page = reply_page(request.viewer, number, advice)
    form = AnswerAdviceForm(request.POST or None, page=page.frame, at=request.viewer.at)
    return answered(request, page, form, actions.answer_advice, folder=FOLDER, advice=advice)


@form_page
@of_case
def carry_out_advice(request: Request, number: str, advice: UUID) -> HttpResponse:
    """What the school did of what was decided."""
    page = done_page(request.viewer, number, advice)
    today = {"done_on": dates.date_of(request.viewer.at)}
    form = CarryOutAdviceForm(request.POST or None, page=page.frame, at=request.viewer.at, initial=today)
    return answered(request, page, form, actions.carry_out_advice, folder=FOLDER, advice=advice)


@form_page
@of_case
def decide_advice(request: Request, number: str, advice: UUID) -> HttpResponse:
    """The owner decides what the school did not follow or answer."""
    page = ruling_page(request.viewer, number, advice)
    form = DecideAdviceForm(request.POST or None, page=page.frame, at=request.viewer.at)
    return answered(request, page, form, actions.decide_advice, folder=FOLDER, advice=advice)


@form_page
def end_team(request: Request, team: UUID) -> HttpResponse:
    """A team ends, when nobody waits for it. How many do is said as a number, and no more."""
    row, at = team_kept(request.viewer, team), request.viewer.at
    if row is None:
        ended = team_seen(request.viewer, team) if request.POST else None
        if ended is not None and keeps(request.viewer, ended):  # the second of two clicks
            return redirect("team", team)
        raise Http404
    form = EndTeamForm(request.POST or None, at=at)
    if form.is_bound and form.is_valid():
        with refusals_shown_on(form, owner_kind=row.school_owner.kind):
            actions.end_team(team, by=request.viewer.actor, at=at, **form.cleaned_data)
            messages.success(request, words.of("done", Act.END_TEAM))
            return redirect("team", team)
    waiting = waiting_for(row, day_of(at))
    return render(request, "assistance/end_team.html", {"form": form, "team": row, "waiting": waiting})


@form_page
def keep_team(request: Request, team: UUID) -> HttpResponse:
    """A team that was to end goes on after all, until its last day is over."""
    row = team_to_keep(request.viewer, team)
    if row is None:
        seen = team_seen(request.viewer, team) if request.POST else None
        if seen is not None and keeps(request.viewer, seen):  # the second of two clicks
            return redirect("team", team)
        raise Http404
    form = KeepTeamForm(request.POST or None, at=request.viewer.at)
    if form.is_bound and form.is_valid():
        with refusals_shown_on(form, owner_kind=row.school_owner.kind):
            actions.keep_team(team, by=request.viewer.actor, at=request.viewer.at)
            messages.success(request, words.of("done", Act.KEEP_TEAM))
            return redirect("team", team)
    return render(request, "assistance/keep_team.html", {"form": form, "team": row})


@form_page
@of_case
def hold_team_meeting(request: Request, number: str) -> HttpResponse:
    """Møtet: the agenda, made from the case, and the minutes."""
    page = meeting_page(request.viewer, number)
    form = HoldTeamMeetingForm(request.POST or None, page=page.frame, meeting=page, at=request.viewer.at)
    return answered(request, page, form, actions.hold_team_meeting, folder=FOLDER)


@form_page
@of_case
def finish_step(request: Request, number: str, agreed: UUID) -> HttpResponse:
    """What was agreed is done."""
    page = step_page(request.viewer, number, agreed)
    form = FinishStepForm(request.POST or None, page=page.frame, at=request.viewer.at)
    return answered(request, page, form, actions.finish_step, folder=FOLDER, step=agreed)


@form_page
@of_case
def write_work_note(request: Request, number: str) -> HttpResponse:
    """The own notes of those who assist: one more, and those that are there."""
    page = work_notes_page(request.viewer, number)
    form = WriteWorkNoteForm(request.POST or None, page=page.frame, at=request.viewer.at)
    here = reverse("write_work_note", args=[number])
    return answered(request, page, form, actions.write_work_note, folder=FOLDER, then=here)


@form_page
@of_case
def hand_note_to_school(request: Request, number: str, note: UUID) -> HttpResponse:
    """One of them is brought into the school's record."""
    page = hand_page(request.viewer, number, note)
    form = HandNoteToSchoolForm(request.POST or None, page=page.frame, at=request.viewer.at)
    return answered(request, page, form, actions.hand_note_to_school, folder=FOLDER, note=note)


@require_safe
def capacity(request: Request, team: UUID) -> HttpResponse:
    """Whether the team could take a new case at a school now, for its leader and whoever looks after it."""
    row = team_answering(request.viewer, team)
    if row is None:
        raise Http404
    found = capacity_of(row, request.viewer.at)
    form = CapacityForm(request.GET if "skole" in request.GET else None, schools=found.schools)
    school = form.school()
    page = capacity_page(found, school) if school else None
    return render(
        request, "assistance/capacity.html",
        {"page": page, "form": form, "team": row, "keeps": keeps(request.viewer, row)},
    )  # fmt: skip


@require_safe
def my_place(request: Request) -> HttpResponse:
    """Min plass i teamet."""
    page = my_place_page(request.viewer)
    if page is None:
        raise Http404
    return render(request, "assistance/my_place.html", {"page": page})


def _typed(request: Request) -> dict[str, Any]:
    """What was typed before it was said that the family wishes to wait, as each field takes it."""
    asked = {name: field for name, field in TakeFamilyRequestForm.base_fields.items() if name != "form_key"}
    fields = {name: field for name, field in asked.items() if name in request.POST}
    return {name: field.widget.value_from_datadict(request.POST, {}, name) for name, field in fields.items()}
