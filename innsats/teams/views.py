"""Pages about response teams: all of them, one of them, and what is written down about who is in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from innsats.people.middleware import Request
from innsats.rules.access import obstacles_to
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.mandates import Thing
from innsats.rules.processmaps import MapStep
from innsats.web import words
from innsats.web.forms import form_page
from innsats.web.refusals import refusals_shown_on

from . import actions
from .forms import (
    AddMemberForm,
    AgreeOnTeamForm,
    AgreeReleaseForm,
    CloseCalendarForm,
    EndAbsenceForm,
    EndMembershipForm,
    EndTeamAgreementForm,
    NoteAbsenceForm,
    OfMemberForm,
    OnForm,
    OpenCalendarForm,
    RecordCompetenceForm,
    SetProcessMapForm,
    SetUpTeamForm,
    SignMandateForm,
)
from .models import Team, TeamAgreement
from .queries import addresses, agreements, capacity, facts, maps, pages, reviews, seen


@require_safe
def teams(request: Request) -> HttpResponse:
    """Every team one sees, with how it stands, today or on the day asked for."""
    if "teams" not in request.viewer.places:
        raise Http404
    form = _asked_for(request)
    page = pages.teams_page(request.viewer, form.day(day_of(request.viewer.at)))
    return render(request, "teams/teams.html", {"page": page, "form": form})


@require_safe
def team(request: Request, team: UUID) -> HttpResponse:
    """Whether the team is ready, today or on the day asked for; why, and what would mend it."""
    row = seen.team_seen(request.viewer, team)
    if row is None:
        raise Http404
    form = _asked_for(request)
    page = pages.team_page(request.viewer, row, form.day(day_of(request.viewer.at)))
    return render(request, "teams/team.html", {"page": page, "form": form})


@form_page
def set_up_team(request: Request) -> HttpResponse:
    units = seen.units_without_team(request.viewer)
    if not units:
        raise Http404
    at, begun = request.viewer.at, {"starts_on": day_of(request.viewer.at)}
    form = SetUpTeamForm(units, request.POST or None, at=at, initial=begun)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form):
            made = actions.set_up_team(by=request.viewer.actor, at=at, **form.given())
            return _done(request, "set_up_team", made)
    return render(request, "teams/set_up_team.html", {"form": form})


@form_page
def add_member(request: Request, team: UUID) -> HttpResponse:
    """A member among those known, or a new one. Others are looked for by name."""
    row, at = _kept(request, team), request.viewer.at
    offered = seen.offered_at(row, request.viewer, request.POST.get("find", "")[:200])
    is_sent = request.method == "POST" and "look" not in request.POST
    typed = {name: value for name, value in request.POST.items() if value}
    begun = {"starts_on": day_of(at), "place": "core", **typed}
    form = AddMemberForm(offered, request.POST if is_sent else None, at=at, initial=begun)
    if is_sent and form.is_valid():
        with refusals_shown_on(form, owner_kind=row.school_owner.kind):
            actions.add_member(team, by=request.viewer.actor, at=at, **form.given())
            return _done(request, "add_member", row)
    return render(request, "teams/add_member.html", {"form": form, "team": row})


@form_page
def end_membership(request: Request, membership: UUID) -> HttpResponse:
    row = seen.membership_kept(request.viewer, membership)
    if row is None:
        raise Http404
    form = EndMembershipForm(request.POST or None, at=request.viewer.at)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form):
            actions.end_membership(membership, by=request.viewer.actor, at=request.viewer.at, **form.given())
            return _done(request, "end_membership", row.team)
    return render(request, "teams/end_membership.html", {"form": form, "row": row})


@form_page
def record_competence(request: Request, team: UUID) -> HttpResponse:
    """What a member knows. `del` in the address is the part of the profile that one came from."""
    row, at = _kept(request, team), request.viewer.at
    begun = {"skills": request.GET.getlist("del")[:1]}
    form = RecordCompetenceForm(seen.members_of(row, request.viewer), request.POST or None, at=at, initial=begun)
    return _answered(request, row, form, actions.record_competence)


@form_page
def agree_release(request: Request, team: UUID) -> HttpResponse:
    row, at = _kept(request, team), request.viewer.at
    begun = {"starts_on": day_of(at)}
    form = AgreeReleaseForm(seen.members_of(row, request.viewer), request.POST or None, at=at, initial=begun)
    return _answered(request, row, form, actions.agree_release)


@form_page
def note_absence(request: Request, team: UUID) -> HttpResponse:
    """When a member is away, or oneself; days that are known already are named."""
    found = seen.team_to_be_away_from(request.viewer, team)
    if found is None:
        raise Http404
    (row, members), at = found, request.viewer.at
    form = NoteAbsenceForm(members, request.POST or None, at=at, initial={"starts_on": day_of(at)})
    return _answered(request, row, form, actions.note_absence, known=capacity.absences_said)


@form_page
def end_absence(request: Request, absence: UUID) -> HttpResponse:
    row = capacity.absence_to_end(request.viewer, absence)
    if row is None:
        raise Http404
    form, team = EndAbsenceForm(request.POST or None, at=request.viewer.at), row.membership.team
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form):
            actions.end_absence(absence, by=request.viewer.actor, at=request.viewer.at, **form.given())
            return _done(request, "end_absence", team)
    shown = {"form": form, "row": row, "keeps": seen.keeps(request.viewer, team)}
    return render(request, "teams/end_absence.html", shown)


@form_page
def sign_mandate(request: Request, team: UUID) -> HttpResponse:
    """The mandate, from what stood in the last one: looking it over is signing it anew, and needs no typing."""
    row, on = _kept(request, team), day_of(request.viewer.at)
    last = next(iter(reversed(facts.signed_mandates(row))), None)
    levels = facts.as_fact(last).levels if last else {}
    begun = {"signed_on": on, "starts_on": on} | (reviews.signed_before(last, on) if last else {})
    form = SignMandateForm(levels, request.POST or None, at=request.viewer.at, initial=begun)
    if request.method == "POST" and form.is_valid():
        names = {thing.value: words.of("thing", thing) for thing in Thing}
        with refusals_shown_on(form, owner_kind=row.school_owner.kind, names=names):
            actions.sign_mandate(team, by=request.viewer.actor, at=request.viewer.at, **form.given())
            return _done(request, "sign_mandate", row)
    shown = {"form": form, "team": row}
    if last and not form.is_bound:
        shown |= {"since": reviews.since_signed(last, on), "levels": pages.levels_shown(last), "who": last.signed_by}
    return render(request, "teams/sign_mandate.html", shown)


@login_not_required
@require_safe
def how_team_works(request: Request, team: UUID) -> HttpResponse:
    """Slik jobber teamet: for those inside, and without signing in when the owner shows it openly."""
    page = maps.maps_page(request.viewer, team)
    if page is None:
        raise Http404
    return render(request, "teams/how_team_works.html", {"page": page})


@form_page
def set_process_map(request: Request, team: UUID, way: str) -> HttpResponse:
    """How the team works when it is asked in this way, from what stood there."""
    row, at = _kept(request, team), request.viewer.at
    scenario = next((one for one, said in maps.WAYS.items() if said == way), None)
    if scenario is None or row.school_id:
        raise Http404
    form = SetProcessMapForm(scenario, maps.newest_maps(row).get(scenario), request.POST or None, at=at)
    if request.method == "POST" and form.is_valid():
        names = {step.value: words.of("map_step", step) for step in MapStep}
        with refusals_shown_on(form, owner_kind=row.school_owner.kind, names=names):
            actions.set_process_map(team, by=request.viewer.actor, at=at, **form.given())
            messages.success(request, words.of("done", "set_process_map"))
            return redirect("how_team_works", team)
        form.meets(maps.newest_maps(row).get(scenario))
    heading = words.of("scenario", scenario)
    return render(request, "teams/set_process_map.html", {"form": form, "team": row, "heading": heading})


@form_page
def open_calendar(request: Request) -> HttpResponse:
    """The address is shown once, in the answer itself: it stands in no log of ours, and nobody can look it up."""
    if obstacles_to(Act.OPEN_CALENDAR, seen.standing_as_member(request.viewer)):
        raise Http404
    form = OpenCalendarForm(request.POST or None, at=request.viewer.at)
    if request.method == "POST" and form.is_valid():
        made = actions.open_calendar(by=request.viewer.actor, at=request.viewer.at, **form.cleaned_data)
        if not made.key:  # the same form once more: what was drawn then is known to nobody now
            return redirect("my_place")
        messages.success(request, words.of("done", Act.OPEN_CALENDAR))
        address = request.build_absolute_uri(reverse("calendar", args=[made.key]))
        return render(request, "teams/calendar_address.html", {"address": address})
    has_one = addresses.open_address(request.viewer.person_id) is not None
    return render(request, "teams/open_calendar.html", {"form": form, "has_one": has_one})


@form_page
def close_calendar(request: Request) -> HttpResponse:
    is_members = not obstacles_to(Act.CLOSE_CALENDAR, seen.standing_as_member(request.viewer))
    if not is_members or addresses.open_address(request.viewer.person_id) is None:
        raise Http404
    form = CloseCalendarForm(request.POST or None, at=request.viewer.at)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form):
            actions.close_calendar(by=request.viewer.actor, at=request.viewer.at, **form.cleaned_data)
            messages.success(request, words.of("done", Act.CLOSE_CALENDAR))
            return redirect("my_place")
    return render(request, "teams/close_calendar.html", {"form": form})


@form_page
def agree_on_team(request: Request) -> HttpResponse:
    owners, at = agreements.owners_asking(request.viewer), request.viewer.at
    if not owners:
        raise Http404
    begun = {"starts_on": day_of(at)}
    offered = agreements.teams_of_others(request.viewer)
    form = AgreeOnTeamForm(owners, offered, request.POST or None, at=at, initial=begun)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form):
            made = actions.agree_on_team(by=request.viewer.actor, at=at, **form.given())
            messages.success(request, words.of("done", "agree_on_team"))
            return redirect("team_agreement", made.uuid)
    return render(request, "teams/agree_on_team.html", {"form": form})


@require_safe
def team_agreement(request: Request, agreement: UUID) -> HttpResponse:
    """What two owners have agreed on, for either of them."""
    row = _agreed(request, agreement)
    return render(request, "teams/team_agreement.html", {"row": agreements.as_shown(row, day_of(request.viewer.at))})


@form_page
def end_team_agreement(request: Request, agreement: UUID) -> HttpResponse:
    row = _agreed(request, agreement)
    form = EndTeamAgreementForm(request.POST or None, at=request.viewer.at)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form):
            actions.end_team_agreement(agreement, by=request.viewer.actor, at=request.viewer.at, **form.given())
            messages.success(request, words.of("done", "end_team_agreement"))
            return redirect("team_agreement", agreement)
    shown = agreements.as_shown(row, day_of(request.viewer.at))
    return render(request, "teams/end_team_agreement.html", {"form": form, "row": shown})


def _answered(
    request: Request, team: Team, form: OfMemberForm, act: Callable[..., object],
    known: Callable[[UUID], Mapping[str, str]] = lambda _: {},
) -> HttpResponse:
    """What the page of an act about a member answers. `known` names what a refusal may be about, for a membership."""
    name = act.__name__
    if request.method == "POST" and form.is_valid():
        given = form.given()
        with refusals_shown_on(form, names=known(given["membership"])):
            act(by=request.viewer.actor, at=request.viewer.at, **given)
            return _done(request, name, team)
    shown = {"form": form, "team": team, "keeps": seen.keeps(request.viewer, team)}
    return render(request, f"teams/{name}.html", shown)


def _asked_for(request: Request) -> OnForm:
    return OnForm(request.GET if request.GET.get("dato") else None)


def _kept(request: Request, uuid: UUID) -> Team:
    row = seen.team_kept(request.viewer, uuid)
    if row is None:
        raise Http404
    return row


def _agreed(request: Request, uuid: UUID) -> TeamAgreement:
    row = agreements.agreement_seen(request.viewer, uuid)
    if row is None:
        raise Http404
    return row


def _done(request: Request, act: str, team: Team) -> HttpResponse:
    """Back to the team, for whoever looks after it; for anybody else, to one's own place."""
    messages.success(request, words.of("done", act))
    return redirect("team", team.uuid) if seen.keeps(request.viewer, team) else redirect("my_place")
