"""What is said once, on the page after an act: in a cookie of this host alone, so that it costs no write."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage


class SaidOnce(CookieStorage):
    """Signed, and readable by whoever has the browser: it says what was done, and names nobody."""

    cookie_name = settings.MESSAGE_COOKIE_NAME
