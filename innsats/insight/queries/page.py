"""Året i tall: one year of one owner, told so that nobody can be found in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from innsats.people.models import SchoolOwner
from innsats.people.viewers import Viewer
from innsats.rules import law
from innsats.rules.calendar import day_of
from innsats.rules.disclosure import LEAST, Period, latest_year, period_of
from innsats.web import dates, words

from .counts import counts_of
from .figures import Figure, beside, figures_of_cases, figures_of_help
from .trust import TrustFigure, answers_of, figures_of_trust

FIRST_YEAR = 2024  # in which law.YEARLY_REPORT came into force
YEARS_COUNT = 5  # that one may choose among


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Another year or owner to look at; `is_here`: the one that is shown."""

    word: str
    asks: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersPage:
    """What `insight/numbers.html` shows. `is_small`: nothing of the year is enough to be told."""

    heading: str
    period: str
    cases: tuple[Figure, ...]
    help: tuple[Figure, ...]
    trust: tuple[TrustFigure, ...]
    is_small: bool
    about: tuple[str, ...]
    years: tuple[Choice, ...]
    owners: tuple[Choice, ...]


def numbers_page(viewer: Viewer, *, year: str, owner: str) -> NumbersPage | None:
    """A year of an owner whose officer or head the viewer is; None for anybody else, and for what is not told.

    Without `year` the newest, without `owner` the first by name. 20 queries: nine of each year
    and one of what families say, however much there is.
    """
    on, own = day_of(viewer.at), _owners(viewer)
    years = range(latest_year(on), max(latest_year(on) - YEARS_COUNT, FIRST_YEAR - 1), -1)
    asked = next((one for one in years if year in ("", str(one))), None)
    shown = next((one for one in own if owner in ("", str(one.uuid))), None)
    period = period_of(asked, on) if asked else None
    if shown is None or asked is None or period is None:
        return None
    cases, help_ = _figures(shown, period, period_of(asked - 1, on) if asked > FIRST_YEAR else None)
    trust = figures_of_trust(answers_of(shown.pk, period))
    return NumbersPage(
        heading=_("{owner}: {year} i tall").format(owner=shown.name, year=asked),
        period=_period(period),
        cases=cases,
        help=help_,
        trust=trust,
        is_small=all(one.is_few for one in (*cases, *help_)) and not trust,
        about=_about(shown),
        years=tuple(_choice(str(one), one == asked, ar=one, eier=shown.uuid) for one in years),
        owners=tuple(_choice(one.name, one == shown, ar=asked, eier=one.uuid) for one in own),
    )


def _owners(viewer: Viewer) -> list[SchoolOwner]:
    """The owners that the viewer looks after, by name."""
    return list(SchoolOwner.objects.filter(pk__in=viewer.owners_kept).order_by("sort_key", "pk"))


def _figures(
    owner: SchoolOwner, period: Period, earlier: Period | None
) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    """Those of the cases and those of the help, each beside the year before, when the law was there."""
    counts = counts_of(owner.pk, period)
    cases, help_ = figures_of_cases(counts, period), figures_of_help(counts, period)
    if earlier is None:
        return cases, help_
    before, year = counts_of(owner.pk, earlier), earlier.since.year
    return (
        beside(cases, figures_of_cases(before, earlier), year), beside(help_, figures_of_help(before, earlier), year)
    )  # fmt: skip


def _period(period: Period) -> str:
    if period.is_final:
        return _("Tallene gjelder hele året.")
    last = dates.long_date(period.until - timedelta(days=1))
    return _(
        "Til og med {last}. Mens året går, vises antall i trinn på fem, og bare for måneder som er over."
    ).format(last=last)


def _about(owner: SchoolOwner) -> tuple[str, ...]:
    report = _(
        "{owner} skal få vite om læringsmiljøet minst én gang i året. Denne siden kan skrives ut til det. ({source})"
    )
    council = {"municipality": _("Kommunestyret"), "county": _("Fylkestinget")}.get(owner.kind)
    return (
        *([report.format(owner=council, source=words.of_source(law.YEARLY_REPORT))] if council else []),
        _(
            "Tall under {least} vises ikke, heller ikke om det er noen i det hele tatt. Hører to tall sammen, og er "
            "det ene så lite, er det andre også rundet ned. Da kan ingen regne seg fram til én elev. ({source})"
        ).format(least=LEAST, source=words.of_source(law.HOUSE_PRACTICE)),
        _("Skolene vises ikke hver for seg. Tall som disse sier for lite til å rangere skoler etter."),
    )  # fmt: skip


def _choice(word: str, is_here: bool, **asks: object) -> Choice:
    return Choice(word=word, asks=urlencode(asks), is_here=is_here)
