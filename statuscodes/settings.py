"""The settings: the only reader of the environment.

A value that cannot be used stops the start with one line that names the variable and the value.
README.md lists every variable; a test holds that list against this file.
"""

import ipaddress
import os
import secrets
import tomllib
from collections.abc import MutableMapping
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvValidationError, ValidationError, validate

from statuscodes.logs import FORMS, is_failure

BASE_DIR = Path(__file__).resolve().parent.parent

NAMES = (
    "DEBUG",
    "HOST",
    "PORT",
    "WORKERS",
    "ALLOWED_HOSTS",
    "HTTPS",
    "CROSS_ORIGIN",
    "ACCESS_LOG",
    "METRICS_PORT",
    "CONTENT_DIR",
    "CONTENT_EXTRA_DIR",
    "VAR_DIR",
)


def ip_address(value: str) -> None:
    """Refuse what is no address to listen on."""
    try:
        ipaddress.ip_address(value)
    except ValueError:
        raise ValidationError("Not an IP address.") from None


def without_public(headers: MutableMapping[str, str], path: str, url: str) -> None:  # noqa: ARG001  # WhiteNoise's signature
    """Take from a file's Cache-Control what max-age implies (RFC 9111, 5.2.2.9: only answers to Authorization need it)."""
    headers["Cache-Control"] = headers["Cache-Control"].replace(", public", "")


env = Env(eager=False)  # collects every wrong value, for one report
DEBUG = env.bool("DEBUG", default=False)
HOST = env.str("HOST", default="127.0.0.1", validate=ip_address)
PORT = env.int("PORT", default=8000, validate=validate.Range(1, 65535))
WORKERS = env.int("WORKERS", default=1, validate=validate.Range(1, 64))
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"])
HTTPS = env.bool("HTTPS", default=False)
CROSS_ORIGIN = env.bool("CROSS_ORIGIN", default=False)
ACCESS_LOG = env.str("ACCESS_LOG", default="line", validate=validate.OneOf(("off", *FORMS)))
METRICS_PORT = env.int("METRICS_PORT", default=None, validate=validate.Range(1, 65535))
CONTENT_DIR = env.path("CONTENT_DIR", default=BASE_DIR / "content")
CONTENT_EXTRA_DIR = env.path("CONTENT_EXTRA_DIR", default=None)
VAR_DIR = env.path("VAR_DIR", default=BASE_DIR / "var")
wrong = {name: "empty" for name in NAMES if os.environ.get(name) == ""}
try:
    env.seal()
except EnvValidationError as error:
    wrong = {name: problems[0].rstrip(".").lower() for name, problems in dict(error.error_messages).items()} | wrong  # type: ignore[arg-type]
if wrong:
    raise ImproperlyConfigured("; ".join(f"{name}={os.environ[name]!r}: {wrong[name]}" for name in sorted(wrong)))
if METRICS_PORT == PORT:
    raise ImproperlyConfigured(f"METRICS_PORT='{METRICS_PORT}': the site itself is there (PORT)")
if not CONTENT_DIR.is_dir():
    raise ImproperlyConfigured(f"CONTENT_DIR={str(CONTENT_DIR)!r}: there is no such folder")
CONTENT_FOLDERS = (CONTENT_DIR, CONTENT_EXTRA_DIR) if CONTENT_EXTRA_DIR else (CONTENT_DIR,)  # the second need not be there
try:
    VAR_DIR.mkdir(parents=True, exist_ok=True)
except OSError as error:
    raise ImproperlyConfigured(f"VAR_DIR={str(VAR_DIR)!r}: {error.strerror}") from None

VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

# Nothing that the site sends is signed: no session, no cookie, no form token. Django wants a key
# all the same; a new one at every start cannot leak and cannot be forgotten.
SECRET_KEY = secrets.token_urlsafe(64)

ROOT_URLCONF = "statuscodes.urls"
WSGI_APPLICATION = "statuscodes.wsgi.application"
INSTALLED_APPS = ["statuscodes", "whitenoise.runserver_nostatic", "django.contrib.staticfiles", "csp"]
MIDDLEWARE = [  # those that add fields stand before all that answer, so that every answer has the fields
    "statuscodes.framing.FramingMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "statuscodes.headers.FieldsMiddleware",
    "statuscodes.limits.LimitsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "statuscodes.framing.SameBytesMiddleware",
    "statuscodes.health.HostMiddleware",
    "statuscodes.errors.ErrorPagesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"builtins": ["statuscodes.templatetags.prose"]},
    },
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAR_DIR / "statuscodes.sqlite3",
        "CONN_MAX_AGE": None,  # opening it anew for each request takes longer than most answers
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_I18N = False
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
PAGES_DIR = VAR_DIR / "pages"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}

APPEND_SLASH = False  # an URL of this site never ends with a slash; urls.py redirects the old habit

PROBES = ("/healthz", "/readyz")  # what supervisors ask: often, without TLS, and with the address of a copy as Host

SILENCED_SYSTEM_CHECKS = [
    "security.W001",  # FieldsMiddleware is a SecurityMiddleware; tests/test_headers.py holds what Django would check
    "security.W003",  # no token against forged forms: every page takes GET and HEAD alone
    "security.W005",  # hosts below ours are not ours to bind to https
    "security.W021",  # nor are we to enter anybody's host into the browsers' preload lists
]

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [f"^{path[1:]}$" for path in PROBES]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
WHITENOISE_ALLOW_ALL_ORIGINS = False  # headers.py says which answers other sites may read
WHITENOISE_ADD_HEADERS_FUNCTION = without_public
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "require-trusted-types-for": ["'script'"],  # no text becomes markup in a script of ours
        "upgrade-insecure-requests": HTTPS,
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"failures": {"()": "django.utils.log.CallbackFilter", "callback": is_failure}},
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        "json": {"()": "statuscodes.logs.JsonFormatter"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json" if ACCESS_LOG == "json" else "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django.request": {"level": "ERROR", "filters": ["failures"]},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # no event: a visitor asks for another host
    },
}
