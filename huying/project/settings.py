"""One file, all from the environment, runs with nothing set: SQLite, files under ./var, console mail."""

from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF

from . import keys, tiles
from .access_settings import *  # noqa: F403
from .rooms import GROUND, ROOMS

env = environ.Env()
HOME = Path(env("HUYING_HOME", default="var")).absolute()
PRODUCTION = env.bool("HUYING_PRODUCTION", default=False)
DEBUG = env.bool("HUYING_DEBUG", default=False)
SECRET_KEY = env("HUYING_SECRET_KEY", default="") or keys.own(HOME, "secret.key", keys.random_secret)
FIELD_KEYS = (
    env.list("HUYING_FIELD_KEYS", default=[]) or keys.own(HOME, "field.keys", keys.random_field_key).split()
)
ALLOWED_HOSTS = env.list("HUYING_HOSTS", default=["127.0.0.1", "localhost", "[::1]", "testserver"])
CSRF_TRUSTED_ORIGINS = env.list("HUYING_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "csp",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "django_tasks",
    "django_tasks_db",
    "huying.kernel",
    "huying.ui",
    *(f"huying.{room}" for room in GROUND + ROOMS),
    "huying.project",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "huying.ui.api.problems.always",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "huying.kernel.middleware.congress",
    "huying.project.guard.guard",
]
ROOT_URLCONF = "huying.project.urls"
WSGI_APPLICATION = "huying.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "huying.project.menu.chrome",
            ]
        },
    }
]
FORM_RENDERER = "huying.ui.renderer.Renderer"

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{HOME / 'huying.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous="
            + env("HUYING_SQLITE_SYNCHRONOUS", default="FULL")
            + "; PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY"
        ),
    }
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    # A list joins eight small tables: PostgreSQL would plan that for longer than it reads (40 ms for 1 ms, measured).
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault(
        "options", "-c join_collapse_limit=4 -c jit=off"
    )
    # Statements are planned once a connection (16 ms instead of 27 for a whole life, measured). A pooler that hands
    # one connection to many clients between transactions may not know them: set HUYING_DATABASE_PREPARES=false there.
    if env.bool("HUYING_DATABASE_PREPARES", default=True):
        DATABASES["default"]["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 3}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "kernel.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "huying.kernel.accounts.hashing.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).resolve().parent.parent / "locale"]
FORMAT_MODULE_PATH = "huying.project.formats"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "huying.kernel.files_receiving.Receiver",
]
# "command:…" or "clamd:…" (kernel/scanner.py); without it files are taken unscanned, and said to be so
FILE_SCANNER_TARGET = env("HUYING_SCANNER", default="")
FILE_SCANNER = "huying.kernel.scanner.scan" if FILE_SCANNER_TARGET else ""
# where the scanner does not answer: "refuse" the file, or "hold" it, closed to everybody, until it has been looked at
FILE_SCANNER_DOWN = "hold" if env("HUYING_SCANNER_DOWN", default="refuse") == "hold" else "refuse"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "huying.project.static.Hashed"},
}
WHITENOISE_USE_FINDERS = True

EMAIL_CONFIG = env.email("HUYING_EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env("HUYING_EMAIL_FROM", default="huying@localhost")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
PORTAL_OUTLETS_FILE = env("HUYING_OUTLETS", default="")  # TOML: a table for each outlet (portal/sending.py)


def _way_out(name: str) -> dict:
    """HUYING_SMS, HUYING_WECHAT: a class with send(to, text), or "file" for a gateway that fetches one. Unset, trying out
    writes the file, and production has no such channel: telephones and codes do not pile up where nobody reads them."""
    path = env(f"HUYING_{name.upper()}", default="" if PRODUCTION else "file")
    if path == "file":
        return {name: ("huying.kernel.channels.ToFile", {"path": str(HOME / "outbox" / f"{name}.jsonl")})}
    return {name: (path, {})} if path else {}


CHANNELS = {"mail": ("huying.kernel.channels.Mail", {}), **_way_out("sms"), **_way_out("wechat")}
REACTIONS = "huying.project.reactions"
# memory of each web process for public pages; 0 is none
PUBLIC_CACHE_MB = env.int("HUYING_PUBLIC_CACHE_MB", default=32)
# The process of the hall: its port on this machine (0: it does not run), or its whole address where a proxy gives it one.
BALLOT_KEY_BITS = env.int(
    "HUYING_BALLOT_KEY_BITS", default=2048
)  # of a verifiable poll; 3072 and 4096 are slower
BALLOT_WAIT_SECONDS = env.int(
    "HUYING_BALLOT_WAIT_SECONDS", default=5
)  # at most, between a token and its ballot
HALL_PORT = env.int("HUYING_HALL_PORT", default=0)
HALL_URL = env("HUYING_HALL_URL", default="").rstrip("/")
HALL_BEHIND_PROXY = env.bool("HUYING_BEHIND_PROXY", default=False)
# Pages that may ask it from another port or host: the site's own addresses, no other.
HALL_ORIGINS = [
    *CSRF_TRUSTED_ORIGINS,
    *(f"http://{host}:{port}" for host in ALLOWED_HOSTS if (port := env("HUYING_WEB_PORT", default=""))),
]
API_PER_MINUTE = env.int("HUYING_API_PER_MINUTE", default=600)  # calls of one token; 0 is no limit
TILES = tiles.read(
    env("HUYING_TILES", default=""),
    env("HUYING_TILES_CREDIT", default=""),
    env("HUYING_TILES_SUBDOMAINS", default=""),
)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *tiles.sources(TILES)],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_HSTS_SECONDS = 31536000 if PRODUCTION else 0
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("HUYING_BEHIND_PROXY", default=False) else None
)
REFERRER_POLICY = "same-origin"
SILENCED_SYSTEM_CHECKS = ["axes.W003"]
