"""One file, all from the environment. Each setting is described in docs/running.md, and tested against it."""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured


def env(name: str, default: str | None = None, *, what_for: str = "") -> str:
    """The setting, or its default. One without a default that is missing stops the start and says what it is for."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set. It is needed for {what_for}. See docs/running.md.")
    return value


def env_secret(name: str, default: str | None = None, *, what_for: str = "") -> str:
    """As `env`, but `NAME_FILE` may name a file that holds the value, so that it stays out of process lists."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text().strip()
    return env(name, default, what_for=what_for)


ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = env("INNSATS_PRODUCTION", "0") == "1"
DEMO = env("INNSATS_DEMO", "0") == "1"
DEBUG = env("INNSATS_DEVELOPMENT", "0") == "1" and not PRODUCTION
TESTING = "pytest" in sys.modules
DATA_DIR = Path(env("INNSATS_DATA_DIR", None if PRODUCTION else str(ROOT / "var"), what_for="keys and the database"))


def _kept_secret(name: str, file: str) -> str:
    """A secret from the environment, else one kept in the data directory and made there the first time."""
    if os.environ.get(name) or os.environ.get(f"{name}_FILE"):
        return env_secret(name)
    if PRODUCTION:
        raise ImproperlyConfigured(f"{name} is not set. In production a key is given, never made. See docs/running.md.")
    path = DATA_DIR / file
    if not path.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(os.urandom(32).hex())
        print(f"Warning: {name} is not set; a key was made in {path}. Keep a copy of it.", file=sys.stderr)
    return path.read_text().strip()


SECRET_KEY = _kept_secret("SECRET_KEY", "secret.key")


def transit_token() -> str:
    """Read anew each time: an agent beside us may renew it in its file."""
    return env_secret("INNSATS_KEY_SERVICE_TOKEN", what_for="asking the key service to unwrap our keys")


KEY_SERVICE = env("INNSATS_KEY_SERVICE", "")  # unwraps the vault's master keys
KEY_SERVICE_NAMESPACE = env("INNSATS_KEY_SERVICE_NAMESPACE", "")
if KEY_SERVICE:
    transit_token()
# Without a key service it is this that unwraps them: 64 hex digits. With one, it still opens what it has wrapped.
ROOT_KEY = env_secret("INNSATS_ROOT_KEY", "") if KEY_SERVICE else _kept_secret("INNSATS_ROOT_KEY", "root.key")

# Whom backups are sealed for: public keys of age, with commas between. Their secret halves are never here.
BACKUP_RECIPIENTS = env("INNSATS_BACKUP_RECIPIENTS", "")

_SQLITE = {
    # IMMEDIATE: two at once wait for each other instead of failing. FULL: what is acknowledged is on disk.
    # secure_delete: what is erased is overwritten. No mmap: it counts as memory of every process.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;PRAGMA cache_size=-2000;"
        "PRAGMA secure_delete=ON;PRAGMA temp_store=MEMORY;"
    ),
}


def _stays_here(name: str, host: str) -> None:
    """In production, what goes in the clear does not leave this machine; a socket in the file system has no host."""
    if PRODUCTION and host not in ("", "localhost", "127.0.0.1", "::1") and not host.startswith("/"):
        raise ImproperlyConfigured(f"{name} would speak with {host} in the clear. See docs/running.md.")


def _of_owner(serves: str) -> str:
    """The same database as the role that owns the tables: another one, on PostgreSQL in production."""
    if not (PRODUCTION and serves.startswith("postgres")):
        return env_secret("MIGRATE_DATABASE_URL", serves)
    owns = env_secret("MIGRATE_DATABASE_URL", what_for="the role that owns the tables, apart from the one that serves")
    if urlsplit(owns).username == urlsplit(serves).username:
        raise ImproperlyConfigured(
            "DATABASE_URL and MIGRATE_DATABASE_URL must be two roles on PostgreSQL in production. See docs/running.md."
        )
    return owns


def _database() -> dict[str, Any]:
    """`DATABASE_URL` serves. What migrates and takes backups asks for the role that owns the tables, and nothing else
    does: a process that answers requests never holds that role's password.
    """
    url = env_secret("DATABASE_URL", f"sqlite:///{DATA_DIR / 'innsats.sqlite3'}")
    if env("INNSATS_MIGRATING", "0") == "1":
        url = _of_owner(url)
    database: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=600))
    if database["ENGINE"].endswith("sqlite3"):
        database["OPTIONS"] = {**database.get("OPTIONS", {}), **_SQLITE}
        database["TEST"] = {"NAME": env("INNSATS_TEST_SQLITE", str(DATA_DIR / "test.sqlite3"))}
        Path(database["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    else:
        if database.get("OPTIONS", {}).get("sslmode") not in ("verify-full", "verify-ca"):
            _stays_here("DATABASE_URL without sslmode=verify-full", database["HOST"])
        database["CONN_HEALTH_CHECKS"] = True
        # No compiling of queries: PostgreSQL spent 0.2 seconds on it for a page that took 4 milliseconds to answer.
        # A server that does not answer is told of in two seconds, and one that is cut off in ten while it is asked,
        # instead of holding every thread: the network tells nobody that it is gone.
        # Planning a page's questions took five times what answering them does: each connection plans a question once.
        database["OPTIONS"] = {
            "connect_timeout": 2, **database.get("OPTIONS", {}), "options": "-c jit=off", "server_side_binding": True,
            "prepare_threshold": 3, "tcp_user_timeout": 10_000, "keepalives_idle": 10, "keepalives_interval": 3,
            "keepalives_count": 3,
        }  # fmt: skip
    database.setdefault("TEST", {})["MIGRATE"] = False  # the tests lay theirs at once, as a new installation is laid
    return database


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "innsats.vault",
    "innsats.journal",
    "innsats.web",
    "innsats.people",
    "innsats.teams",
    "innsats.cases",
    "innsats.assistance",
    "innsats.archive",
    "innsats.family",
    "innsats.oversight",
    "innsats.notices",
    "innsats.desk",
    "innsats.insight",
    "innsats.scenarios",
]
MIDDLEWARE = [
    "innsats.web.counted.count_answers",
    "innsats.web.middleware.answer_safely",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "innsats.web.middleware.speak_the_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "innsats.people.middleware.end_with_the_provider",
    "innsats.people.middleware.view_as_oneself",
    "innsats.cases.middleware.BehindWalls",
    "innsats.people.signin.gate.KnownOnly",
    "django.contrib.messages.middleware.MessageMiddleware",
    "innsats.people.signin.gate.Gate",
    "innsats.web.reading.pages_only_read",
]
ROOT_URLCONF = "innsats.urls"
WSGI_APPLICATION = "innsats.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "innsats.web.shell.shell",
            ],
            "builtins": ["innsats.web.templatetags.ui"],
        },
    }
]

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["innsats.people.signin.passwords.BoundedBackend"]
PASSWORD_HASHERS = ["innsats.people.signin.passwords.Hasher"]  # argon2id, 19 MiB a hash
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "innsats.people.weak_passwords.NotTriedFirst"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "sign_in"
PASSWORD_RESET_TIMEOUT = int(timedelta(days=3).total_seconds())

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]
LOCALE_PATHS = [ROOT / "innsats" / "web" / "locale"]
TIME_ZONE = "Europe/Oslo"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True  # served from the packages themselves: nothing to collect, no folder to keep
WHITENOISE_MAX_AGE = 3600

ALLOWED_HOSTS = env(
    "INNSATS_HOSTS", None if PRODUCTION else "localhost,127.0.0.1,[::1]", what_for="the names this site answers to"
).split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if PRODUCTION else []
SESSION_ENGINE = "innsats.people.sessions"
SESSION_COOKIE_NAME = "__Host-sessionid" if PRODUCTION else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if PRODUCTION else "csrftoken"
LANGUAGE_COOKIE_NAME = "__Host-language" if PRODUCTION else "language"
MESSAGE_STORAGE = "innsats.web.said_once.SaidOnce"
MESSAGE_COOKIE_NAME = "__Host-messages" if PRODUCTION else "messages"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
# Programs are not led on: a calendar's address is a key, and one that sends it in the clear is told no; who watches
# over the machine asks on loopback.
SECURE_REDIRECT_EXEMPT = [r"^kalender/", r"^helse/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "innsats.web.views.csrf_failed"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = int(timedelta(hours=10).total_seconds())  # from signing in, however much is done
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"


PUSHED = {"": None, "1": True, "0": False}


def _must_be_rsa(issuer: str, key: str) -> None:
    try:
        is_rsa = isinstance(load_pem_private_key(key.encode(), None), RSAPrivateKey)
    except (ValueError, TypeError):
        is_rsa = False
    if not is_rsa:
        raise ImproperlyConfigured(f"The key for {issuer} must be an RSA private key in PEM. See docs/running.md.")


def _provider(**given: Any) -> dict[str, Any]:
    """A provider of OpenID Connect as it is set; nothing where no issuer is. Half of one stops the start."""
    issuer = given["issuer"]
    if not issuer:
        return {}
    is_here = urlsplit(issuer).hostname in ("127.0.0.1", "localhost", "::1") and not PRODUCTION
    proves = bool(given["secret"]) is not bool(given["key"])
    if not (issuer.startswith("https://") or is_here) or not given["client_id"] or not proves:
        raise ImproperlyConfigured(
            f"{issuer} needs https, a client id, and either a secret or a private key. See docs/running.md, signing in."
        )
    if given["key"]:
        _must_be_rsa(issuer, given["key"])
    if given["pushed"] not in PUSHED:
        raise ImproperlyConfigured(f"PAR for {issuer} must be 1, 0 or nothing. See docs/running.md.")
    lists = {name: tuple(given[name].split()) for name in ("origins", "strong")}
    return {**given, "pushed": PUSHED[given["pushed"]], **lists}


OPENID_PROVIDERS = {
    "feide": _provider(
        issuer=env("INNSATS_FEIDE_ISSUER", ""), client_id=env("INNSATS_FEIDE_CLIENT_ID", ""),
        secret=env_secret("INNSATS_FEIDE_SECRET", ""), key=env_secret("INNSATS_FEIDE_KEY", ""),
        key_id=env("INNSATS_FEIDE_KEY_ID", ""), pushed=env("INNSATS_FEIDE_PAR", ""),
        origins=env("INNSATS_FEIDE_ORIGINS", ""), strong=env("INNSATS_FEIDE_STRONG", ""),
        extended=env("INNSATS_FEIDE_USERINFO", ""),
    ),
    "idporten": _provider(
        issuer=env("INNSATS_IDPORTEN_ISSUER", ""), client_id=env("INNSATS_IDPORTEN_CLIENT_ID", ""),
        secret=env_secret("INNSATS_IDPORTEN_SECRET", ""), key=env_secret("INNSATS_IDPORTEN_KEY", ""),
        key_id=env("INNSATS_IDPORTEN_KEY_ID", ""), pushed=env("INNSATS_IDPORTEN_PAR", ""),
        origins=env("INNSATS_IDPORTEN_ORIGINS", ""), strong="", extended="",
    ),
}  # fmt: skip
# Chromium asks this of where a form's answer leads, too: out to the provider when signing in, and when signing out.
FORMS_LEAD_TO = [
    origin
    for one in OPENID_PROVIDERS.values() if one
    for origin in ("{0.scheme}://{0.netloc}".format(urlsplit(one["issuer"])), *one["origins"])
]  # fmt: skip
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # the design system's icons lie inside its stylesheet
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *FORMS_LEAD_TO],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": [NONE],  # no script makes markup or a script of a text, and none may say that a text is safe
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000  # bytes; a text of 100,000 characters must reach the form that explains
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_HANDLERS = ["innsats.web.uploads.receiving.InMemory"]  # never a temporary file: it would lie unsealed


def _scanner(said: str) -> str:
    """Where clamd looks for viruses: the path of its socket, or host:port; nothing where there is none."""
    host, _, port = said.rpartition(":")
    if said and not said.startswith("/") and not (host and port.isdecimal()):
        raise ImproperlyConfigured(
            "INNSATS_CLAMD must be the path of clamd's socket, or host:port. See docs/running.md."
        )
    _stays_here("INNSATS_CLAMD", host.strip("[]"))
    return said


CLAMD = _scanner(env("INNSATS_CLAMD", ""))


def _address(name: str, said: str, *kinds: str) -> str:
    """What pages lead to, as an address of one of these kinds; nothing where the owner gives none."""
    if said and not (said.startswith(kinds) and said.isprintable() and " " not in said):
        raise ImproperlyConfigured(f"{name} must be one {' or '.join(kinds)} address. See docs/running.md.")
    return said


SECURITY_CONTACT = _address(
    "INNSATS_SECURITY_CONTACT", env("INNSATS_SECURITY_CONTACT", ""), "mailto:", "https://"
)  # where a weakness is reported
ACCESSIBILITY_STATEMENT = _address(
    "INNSATS_ACCESSIBILITY_STATEMENT", env("INNSATS_ACCESSIBILITY_STATEMENT", ""), "https://"
)


def _token(said: str) -> str:
    """What whoever reads the numbers of the machine shows; nothing, and nobody reads them."""
    if said and len(said) < 32:
        raise ImproperlyConfigured("INNSATS_METRICS_TOKEN must have 32 signs or more. See docs/running.md.")
    return said


METRICS_TOKEN = _token(env_secret("INNSATS_METRICS_TOKEN", ""))

SITE_ADDRESS = f"https://{ALLOWED_HOSTS[0]}/" if PRODUCTION else f"http://127.0.0.1:{env('PORT', '8000') or '8000'}/"


def _mail(said: str) -> dict[str, Any]:
    """Where mails go: `console`, `file` (the data directory), or `smtp(s)://user:password@host:port`."""
    if said in ("console", "file"):
        return {"BACKEND": said if said == "console" else "filebased"}
    try:
        server = urlsplit(said)
        known, port = server.scheme in SMTP_PORTS, server.port
    except ValueError:
        known, port = False, None
    if not known or not server.hostname:
        raise ImproperlyConfigured(
            "INNSATS_MAIL must be console, file or an address: smtp://, smtp+starttls:// or smtps:// and"
            " user:password@host:port. See docs/running.md."
        )
    if server.scheme == "smtp":
        _stays_here("INNSATS_MAIL by smtp://", server.hostname)
    return {
        "BACKEND": "smtp", "HOST": server.hostname, "PORT": port or SMTP_PORTS[server.scheme],
        "HOST_USER": unquote(server.username or ""), "HOST_PASSWORD": unquote(server.password or ""),
        "USE_TLS": server.scheme == "smtp+starttls", "USE_SSL": server.scheme == "smtps",
    }  # fmt: skip


SMTP_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_MAIL = _mail(env_secret("INNSATS_MAIL", None if PRODUCTION else "file", what_for="the way that mails go out"))
EMAIL_BACKEND = f"django.core.mail.backends.{_MAIL['BACKEND']}.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_HOST, EMAIL_PORT = _MAIL.get("HOST", "localhost"), _MAIL.get("PORT", 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.get("HOST_USER", ""), _MAIL.get("HOST_PASSWORD", "")
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.get("USE_TLS", False), _MAIL.get("USE_SSL", False)
EMAIL_TIMEOUT = 10  # seconds: a server that hangs does not hold time up
DEFAULT_FROM_EMAIL = env("INNSATS_MAIL_FROM", f"innsats@{ALLOWED_HOSTS[0]}" if PRODUCTION else "innsats@localhost")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"without_content": {"()": "innsats.web.logs.WithoutContent"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "without_content"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}, "innsats": {"level": "INFO"}},
}
