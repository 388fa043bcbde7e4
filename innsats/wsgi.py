"""The product as a WSGI application, for granian or any other server."""

import os

from innsats.web import handler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "innsats.settings")
application = handler.application()
