"""The page on which a breach is assessed: the only one that names the child whom the case was wrongly about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from innsats.people.naming import with_class
from innsats.people.viewers import Viewer
from innsats.rules.access import obstacles_to
from innsats.rules.acts import Act
from innsats.rules.breach import Risk, obstacles_to_assessment
from innsats.web import dates, words

from ..models import PupilCorrection
from .case_acts import CaseActPage, framed
from .head import read
from .texts import Key, keys_of, texts_of


def breach_page(viewer: Viewer, number: str) -> CaseActPage:
    """How each wrong child may have become known, and what has been assessed. The only page that names the child.

    Its target is the breach to assess. Only for the one who must assess it. Raises NotVisible or Shut.
    """
    case = read(viewer, number)
    may_assess = not obstacles_to(Act.ASSESS_BREACH, case.standing)
    found = PupilCorrection.objects.filter(case=case.row).exclude(exposed="").order_by("at", "pk")
    rows = list(found.select_related("was", "breachassessment__by")) if may_assess else []
    assessed = [one.breachassessment for one in rows if hasattr(one, "breachassessment")]
    said = texts_of(
        *case.title_keys, *keys_of([one.was for one in rows], "sealed_name"), *keys_of(assessed, "words")
    )
    frame = framed(case, Act.ASSESS_BREACH, said)
    waiting = [one for one in rows if not hasattr(one, "breachassessment")]
    nothing = () if waiting or not may_assess else case.reasons(obstacles_to_assessment(
        Risk.UNLIKELY, is_open=False, is_authority_told=False, are_concerned_told=False
    ))  # fmt: skip
    readers = _("Leses av {principal}, og av ingen andre i saken.").format(principal=frame.principal)
    about = waiting[0] if len(waiting) > 1 else None
    lines = tuple(_line(one, said, is_next=one is about) for one in rows)
    target = str(waiting[0].pk) if waiting else ""
    return replace(frame, readers=readers, lines=lines, reasons=frame.reasons or nothing, target=target)


def _line(row: PupilCorrection, said: Mapping[Key, str], *, is_next: bool) -> Mapping[str, str]:
    child = row.was
    how = "; ".join(words.of("exposure", one) for one in row.exposures)
    told = [_("Det er dette barnet du vurderer nå.")] if is_next else []
    told += [_("Oppdaget {moment}").format(moment=dates.moment(row.found_at)), how]
    if hasattr(row, "breachassessment"):
        done = row.breachassessment
        told += [f"{words.of('breach_risk', done.risk)} · {dates.day(done.at)} · {done.by.name}", said[done, "words"]]
    name = with_class(said[child, "sealed_name"], child.class_name, child.grade)
    return {"word": name, "value": "\n".join(told)}
