"""The product as a WSGI application, for granian or any other server."""

import os

from innsats.web import served

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "innsats.settings")
application = served.application()
