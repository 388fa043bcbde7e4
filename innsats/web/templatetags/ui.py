"""Forms, buttons, icons and dates in the markup of Designsystemet. Loaded as builtins: templates need no `load`.

Written with format_html instead of templates: these run inside lists.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django import forms, template
from django.conf import settings
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from innsats.web import dates

register = template.Library()
ICONS = Path(__file__).resolve().parent.parent / "static" / "vendor" / "aksel-icons"
STATUS_LOOK = {  # status of a clock: colour and icon, so that neither stands alone
    "open": ("info", "Clock"),
    "soon": ("warning", "Hourglass"),
    "now": ("danger", "Bell"),
    "overdue": ("danger", "ExclamationmarkTriangle"),
    "met": ("success", "CheckmarkCircle"),
    "met_late": ("warning", "CheckmarkCircle"),
    "lapsed": ("neutral", "CircleSlash"),
}
FIELD = '<ds-field class="ds-field"><label class="ds-label" for="{}">{}</label>{}{}{}{}</ds-field>'
TICK = (
    '<ds-field class="ds-field">{}<label class="ds-label" data-weight="regular" for="{}">{}</label>{}{}</ds-field>'
)
FIELDSET = '<fieldset class="ds-fieldset"{}><legend class="ds-label">{}</legend>{}{}{}</fieldset>'
SUMMARY = (
    '<ds-error-summary class="ds-error-summary" tabindex="-1"><h2 class="ds-heading" data-size="2xs">{}</h2>'
    '<ul class="ds-list">{}</ul></ds-error-summary>'
)
SHUT = (
    '<div class="shut"><button class="ds-button" type="button" disabled{}>{}{}</button><div class="shut__why">'
    '<p>{}</p><ul class="ds-list">{}</ul></div></div>'
)


POINTING = frozenset({"ArrowLeft", "ArrowRight", "ChevronRight", "Leave"})  # turned where people read from the right


@cache
def _drawing(name: str) -> str:
    return (ICONS / f"{name}.svg").read_text().strip().removeprefix("<svg ")


@register.simple_tag
def accessibility_statement() -> str:
    """Where the owner's accessibility statement stands; "" where there is none yet."""
    return settings.ACCESSIBILITY_STATEMENT


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon. Without a label it is decoration, and hidden from screen readers."""
    look = "icon icon--pointing" if name in POINTING else "icon"
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}" {}', look, label, mark_safe(_drawing(name)))
    return mark_safe(f'<svg class="{look}" aria-hidden="true" {_drawing(name)}')


@register.simple_tag
def chip(status: str, text: str, label: str = "") -> SafeString:
    """A clock: what is left, in words, with an icon and a colour. `status` is a clock status, or `soon`."""
    color, drawn = STATUS_LOOK[status]
    named = format_html('<span class="chip__label">{}</span> ', label) if label else ""
    return format_html('<span class="chip" data-color="{}">{}<span>{}{}</span></span>', color, icon(drawn), named, text)


@register.simple_tag
def tag(text: str, color: str = "neutral", icon_name: str = "") -> SafeString:
    """A small word on a coloured ground."""
    drawn = icon(icon_name) if icon_name else ""
    return format_html('<span class="ds-tag" data-color="{}">{}{}</span>', color, drawn, text)


@register.simple_tag
def submit(
    text: str, variant: str = "primary", color: str = "", icon_name: str = "", reasons: Any = (), **attrs: Any
) -> SafeString:
    """A button that sends its form. With `reasons` (sentences) it is shut, and says why.

    Other arguments become attributes: `{% submit "Lagre" name="next" value="plan" %}`.
    """
    look = {"data-variant": variant} if variant != "primary" else {}
    look |= {"data-color": color} if color else {}
    drawn = icon(icon_name) if icon_name else ""
    if not reasons:
        attributes = flatatt(look | attrs)
        return format_html('<button class="ds-button" type="submit"{}>{}{}</button>', attributes, drawn, text)
    why = format_html_join("", "<li>{}</li>", ((reason,) for reason in reasons))
    return format_html(SHUT, flatatt(look), icon("PadlockLocked"), text, _("Dette kan ikke gjøres ennå:"), why)


@register.simple_tag
def field(
    bound: forms.BoundField, counter: int = 0, optional: bool = True, readers: str = "", **attrs: Any
) -> SafeString:
    """A form field with label, explanation, readers and error, wired together for screen readers.

    `counter` shows how many signs are left. `readers` says who will be able to read what is typed.
    `optional=False` leaves out the word that the field may stand empty. Other arguments become attributes of the input.
    """
    if bound.is_hidden:
        return bound.as_widget()
    attrs = {name.replace("_", "-"): value for name, value in attrs.items()}
    widget = bound.field.widget
    built = bound.build_widget_attrs(attrs, widget)
    built.setdefault("id", bound.auto_id)
    drawn = widget.get_context(bound.html_name, bound.value(), built)["widget"]
    label = _label(bound, optional)
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return _choices(bound, drawn, label, readers)
    described = _description(bound, readers)
    error = _error(bound)
    if isinstance(widget, forms.CheckboxInput):
        return format_html(TICK, _input(drawn), bound.id_for_label, bound.label, described, error)
    control = _control(widget, drawn)
    return format_html(FIELD, bound.id_for_label, label, described, control, _counter(counter), error)


@register.simple_tag
def errors(form: forms.BaseForm) -> SafeString:
    """What keeps the form from being accepted: every reason, and a link to each field that must change."""
    if not form.errors:
        return mark_safe("")
    refusals = form.non_field_errors()
    lines = [format_html("<li>{}</li>", refusal) for refusal in refusals]
    for bound in form:
        label = bound.label if bound.label[-1:] in "?!." else f"{bound.label}:"
        for error in bound.errors:
            lines.append(format_html('<li><a class="ds-link" href="#{}">{} {}</a></li>', _anchor(bound), label, error))
    heading = _("Dette kan ikke gjøres ennå") if len(lines) == len(refusals) else _("Rett opp dette før du går videre")
    return format_html(SUMMARY, heading, mark_safe("".join(lines)))


@register.simple_tag
def draft_status() -> SafeString:
    """Where a form that keeps a draft (`data-draft`) tells that it did."""
    return format_html(
        '<p class="draft-status" role="status" data-draft-status data-saved="{}" data-failed="{}"></p>',
        _("Utkast lagret kl. {time}"),
        _("Utkastet ble ikke lagret. Det du har skrevet, står fortsatt her."),
    )


@register.filter
def day(value: date | datetime | None) -> str:
    """mandag 23. mars"""
    return dates.day(value) if value else ""


@register.filter
def moment(value: date | datetime | None) -> str:
    """mandag 23. mars kl. 09.12"""
    return dates.moment(value) if value else ""


@register.filter
def long_date(value: date | datetime | None) -> str:
    """23. mars 2026"""
    return dates.long_date(value) if value else ""


def _label(bound: forms.BoundField, optional: bool) -> str:
    if bound.field.required or not optional:
        return str(bound.label)
    return format_html('{} <span class="optional">{}</span>', bound.label, _("(kan stå tomt)"))


def _description(bound: forms.BoundField, readers: str) -> SafeString:
    parts = [bound.help_text] if bound.help_text else []
    if readers:
        parts.append(format_html('<span class="readers">{}{}</span>', icon("Eye"), readers))
    if not parts:
        return mark_safe("")
    lines = format_html_join(mark_safe("<br>"), "{}", ((part,) for part in parts))
    return format_html('<p data-field="description" id="{}_helptext">{}</p>', bound.auto_id, lines)


def _error(bound: forms.BoundField) -> SafeString:
    if not bound.errors:
        return mark_safe("")
    said = " ".join(map(str, bound.errors))
    return format_html(
        '<p class="ds-validation-message" data-field="validation" id="{}_error">{}</p>', bound.auto_id, said
    )


def _counter(limit: int) -> SafeString:
    if not limit:
        return mark_safe("")
    under, over = _("%d tegn igjen"), _("%d tegn for mye")
    return format_html(
        '<p data-field="counter" data-limit="{}" data-under="{}" data-over="{}"></p>', limit, under, over
    )


def _anchor(bound: forms.BoundField) -> str:
    several = isinstance(bound.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple))
    return f"{bound.auto_id}_0" if several else bound.id_for_label


def _input(drawn: dict[str, Any]) -> SafeString:
    value = {} if drawn["value"] is None else {"value": drawn["value"]}
    attributes = flatatt(value | drawn["attrs"])
    return format_html('<input class="ds-input" type="{}" name="{}"{}>', drawn["type"], drawn["name"], attributes)


def _control(widget: forms.Widget, drawn: dict[str, Any]) -> SafeString:
    if isinstance(widget, forms.Textarea):
        given = {name: value for name, value in drawn["attrs"].items() if name != "cols"}
        attributes = flatatt(given | ({"rows": 5} if given.get("rows") == "10" else {}))  # Django's 10 fills a phone
        written = drawn["value"] or ""
        return format_html('<textarea class="ds-input" name="{}"{}>\n{}</textarea>', drawn["name"], attributes, written)
    if isinstance(widget, forms.Select):
        groups = mark_safe("".join(_options(name, options) for name, options, _index in drawn["optgroups"]))
        attributes = flatatt(drawn["attrs"])
        return format_html('<select class="ds-input" name="{}"{}>{}</select>', drawn["name"], attributes, groups)
    return _input(drawn)


def _options(group: str | None, options: list[dict[str, Any]]) -> SafeString:
    each = ((option["value"], flatatt(option["attrs"]), option["label"]) for option in options)
    shown = format_html_join("", '<option value="{}"{}>{}</option>', each)
    return format_html('<optgroup label="{}">{}</optgroup>', group, shown) if group else shown


def _choices(bound: forms.BoundField, drawn: dict[str, Any], label: str, readers: str) -> SafeString:
    """Radio buttons or check boxes in a fieldset. `field.choice_help` (value → sentence) explains single choices."""
    explained = getattr(bound.field, "choice_help", {})
    rows = []
    for _group, options, _index in drawn["optgroups"]:
        for option in options:
            helped = explained.get(option["value"], "")
            if helped:
                helped = format_html('<p data-field="description" id="{}_help">{}</p>', option["attrs"]["id"], helped)
                option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}_help"
            rows.append(format_html(TICK, _input(option), option["attrs"]["id"], option["label"], helped, ""))
    described = flatatt({"aria-describedby": bound.aria_describedby} if bound.aria_describedby else {})
    shown = mark_safe("".join(rows))
    return format_html(FIELDSET, described, label, _description(bound, readers), shown, _error(bound))
