"""What a browser says it is, in a few plain words: so that somebody knows an own session from a stranger's."""

from __future__ import annotations

from django.utils.translation import gettext as _

LOOKED_AT_COUNT = 300  # signs
BROWSERS = (  # in this order: most say that they are several
    ("edg", "Edge"), ("opr/", "Opera"), ("samsungbrowser", "Samsung Internet"), ("firefox", "Firefox"),
    ("fxios", "Firefox"), ("crios", "Chrome"), ("chrome", "Chrome"), ("safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iphone", "iPhone"), ("ipad", "iPad"), ("android", "Android"), ("cros", "Chromebook"), ("windows", "Windows"),
    ("mac os", "Mac"), ("linux", "Linux"),
)  # fmt: skip


def device_of(agent: str) -> str:
    """Browser and system as one short text for the session, "" for what is not known: `Firefox|Windows`."""
    agent = agent[:LOOKED_AT_COUNT].lower()
    return f"{_first(BROWSERS, agent)}|{_first(SYSTEMS, agent)}"


def in_words(device: str) -> str:
    """`Firefox på Windows`"""
    browser, _sign, system = device.partition("|")
    if browser and system:
        return _("{browser} på {system}").format(browser=browser, system=system)
    return browser or system or _("En nettleser vi ikke kjenner igjen")


def _first(known: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for sign, name in known if sign in agent), "")
