"""The product's settings, in a folder of their own and with a cheap password hash."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

if "INNSATS_DATA_DIR" not in os.environ:  # set here for the parallel workers and the commands that tests start
    os.environ["INNSATS_DATA_DIR"] = tempfile.mkdtemp(prefix="innsats-tests-")
    atexit.register(shutil.rmtree, os.environ["INNSATS_DATA_DIR"], ignore_errors=True)
    for _key in ("SECRET_KEY", "INNSATS_ROOT_KEY"):  # given, so that no key is made with a warning
        os.environ.setdefault(_key, os.urandom(32).hex())

from innsats.settings import *  # noqa: F403

PASSWORD_HASHERS = ["tests.hashing.CheapArgon2"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

_ours = DATABASES["default"]  # noqa: F405
if "init_command" in _ours["OPTIONS"]:  # the tables fill the small cache of a process that serves, before any row does
    _ours["OPTIONS"]["init_command"] += "PRAGMA cache_size=-65536;"
