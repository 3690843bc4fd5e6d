"""Django's settings, composed from `config` so that an operator never edits Python."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pysqlite3

# The system's SQLite may be older than 3.51.3, whose WAL can corrupt with two writers.
sys.modules["sqlite3"] = pysqlite3

from csp.constants import NONE, SELF  # noqa: E402
from django.utils.translation import gettext_lazy as _  # noqa: E402

from . import config  # noqa: E402

PACKAGE = Path(__file__).resolve().parent.parent
DATA = config.data_folder()
OPERATOR = config.operator_file(DATA)
DEMO = os.environ.get("TOCTOC_DEMO", "") == "1"
DEBUG = False
ADDRESS = os.environ.get("TOCTOC_ADDRESS", OPERATOR.get("address", "http://localhost:8000"))
HTTPS = ADDRESS.startswith("https://")

SECRET_KEY = config.secret(DATA, "django", config.new_secret)
TOCTOC_SEAL_KEYS = config.secret(DATA, "seal", config.new_seal_key).split()
TOCTOC_FINGERPRINT_KEY = config.secret(DATA, "fingerprint", config.new_secret)
TOCTOC_ANCHOR_KEY = config.secret(DATA, "anchor", config.new_anchor_key)
_host = ADDRESS.split("://", 1)[1].split("/", 1)[0].rsplit(":", 1)[0]
ALLOWED_HOSTS = [_host, "127.0.0.1", "localhost", "[::1]", *OPERATOR.get("hosts", [])]
CSRF_TRUSTED_ORIGINS = [ADDRESS]

INSTALLED_APPS = [
    "toctoc.ledger.apps.LedgerConfig",
    "toctoc.live.apps.LiveConfig",
    "toctoc.limits.apps.LimitsConfig",
    "toctoc.notify.apps.NotifyConfig",
    "toctoc.search.apps.SearchConfig",
    "toctoc.people.apps.PeopleConfig",
    "toctoc.posts.apps.PostsConfig",
    "toctoc.pictures.apps.PicturesConfig",
    "toctoc.questions.apps.QuestionsConfig",
    "toctoc.councils.apps.CouncilsConfig",
    "toctoc.marks.apps.MarksConfig",
    "toctoc.stories.apps.StoriesConfig",
    "toctoc.moderation.apps.ModerationConfig",
    "toctoc.evidence.apps.EvidenceConfig",
    "toctoc.rights.apps.RightsConfig",
    "toctoc.transparency.apps.TransparencyConfig",
    "toctoc.web.apps.WebConfig",
    "toctoc.api.apps.ApiConfig",
    "toctoc.ops.apps.OpsConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "toctoc.web.middleware.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "toctoc.web.middleware.MemberMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "toctoc.web.urls"
WSGI_APPLICATION = "toctoc.ops.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "toctoc.web.context.page",
            ],
        },
    }
]

DATABASES = {"default": config.database(os.environ.get("DATABASE_URL", ""), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["toctoc.people.sessions.MemberBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_ADAPTER = "toctoc.people.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "toctoc.people.adapters.ProofAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
MFA_ADAPTER = "toctoc.people.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "Toctoc"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("français")), ("en", _("anglais"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA / "media"

SESSION_ENGINE = "toctoc.people.sessions"
SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "toctoc"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "toctoc.web.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
# Without the handler that spools to disk, a larger file is dropped as it comes in.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 10_500_000  # a proof document never touches the disk unsealed
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

_mail = OPERATOR.get("mail", {})
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if _mail
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = DATA / "mail"
EMAIL_HOST = _mail.get("host", "")
EMAIL_PORT = _mail.get("port", 587)
EMAIL_HOST_USER = _mail.get("user", "")
EMAIL_HOST_PASSWORD = os.environ.get("TOCTOC_MAIL_PASSWORD", _mail.get("password", ""))
EMAIL_USE_TLS = _mail.get("tls", True)
DEFAULT_FROM_EMAIL = _mail.get("from", "toctoc@localhost")

# What an operator may tune, with the figures of requirements.md as defaults.
TOCTOC_NAME = OPERATOR.get("name", "Toctoc")
TOCTOC_LIMITS = {name: tuple(pair) for name, pair in OPERATOR.get("limits", {}).items()}
TOCTOC_UNDO_SECONDS = {"question": 30, "reply": 10} | OPERATOR.get("undo_seconds", {})
# Streams open at once: for one person, and in one process (19 kB each).
TOCTOC_LIVE = {"per_person": 20, "connections": 20_000} | OPERATOR.get("live", {})
# The demo's colleagues are sure to answer: small rings show how a knock travels.
_demo_clock = {"ring_caps": [14, 20, 30, 20, 20, 10]} if DEMO else {}
TOCTOC_CLOCK = OPERATOR.get("clock", _demo_clock)
TOCTOC_OUTCOME_DAYS = tuple(OPERATOR.get("outcome_days", (7, 30)))
TOCTOC_DRAFT_DAYS = OPERATOR.get("draft_days", 30)
# Posts older than this say so; after how many days an author may let theirs erase themselves.
TOCTOC_OLD_YEARS = OPERATOR.get("old_years", 2)
TOCTOC_EXPIRY_DAYS = tuple(OPERATOR.get("expiry_days", (30, 365)))
# Days to think again before an account is erased.
TOCTOC_LEAVE_DAYS = OPERATOR.get("leave_days", 7)
# Of people in France who match a text: under these, its author is asked to think again (T12).
_guard = OPERATOR.get("guard", {})
TOCTOC_GUARD_THRESHOLD = int(os.environ.get("TOCTOC_GUARD_THRESHOLD", _guard.get("threshold", 50)))
TOCTOC_GUARD_MINOR_THRESHOLD = int(
    os.environ.get("TOCTOC_GUARD_MINOR_THRESHOLD", _guard.get("minor_threshold", 1000))
)
TOCTOC_FILES = config.file_limits(OPERATOR.get("files", {}))
# Whether pictures may be sent; how many are read at once and how much waits in memory, by process;
# how long their uncovered drafts wait for their author (docs/pictures.md).
TOCTOC_PICTURES = {
    "on": os.environ.get("TOCTOC_PICTURES", "on") != "off",
    "children": 1,
    "megabytes_waiting": 200,
    "draft_hours": 24,
} | OPERATOR.get("pictures", {})
TOCTOC_SPONSORS_NEEDED = OPERATOR.get("sponsors_needed", 2)
# Hours and minutes of the moderators' work (docs/justice-moderation.md says what each one does).
TOCTOC_MODERATION = {
    "escalate_hours": 48,
    "claim_minutes": 30,
    "claims_at_once": 3,
    "provisional_hours": 72,
    "conciliation_days": 7,
    "answer_delay_minutes": 30,
} | OPERATOR.get("moderation", {})
# Answers to authorities (docs/justice-evidence.md).
TOCTOC_EVIDENCE = {
    "expire_days": 7,
    "view_hours": 24,
    "tell_days": 30,
    "freeze_days": 365,
} | OPERATOR.get("evidence", {})
TOCTOC_OPERATOR = OPERATOR.get("operator", {})
TOCTOC_SEARCH_FOLDER = DATA / "search"
TOCTOC_VAPID_FOLDER = DATA

_psc = OPERATOR.get("pro_sante_connect", {})
TOCTOC_PSC_DISCOVERY = _psc.get(
    "discovery", f"{ADDRESS}/psc-demo/.well-known/wallet-openid-configuration" if DEMO else ""
)
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "psc",
                "name": "Pro Santé Connect",
                "client_id": _psc.get("client_id", "toctoc-demo"),
                "secret": os.environ.get(
                    "TOCTOC_PSC_SECRET", _psc.get("secret", TOCTOC_FINGERPRINT_KEY[:40])
                ),
                "settings": {
                    "server_url": TOCTOC_PSC_DISCOVERY,
                    "fetch_userinfo": True,
                    "scope": ["openid", "scope_all"],
                    "auth_params": {"acr_values": "eidas1"},
                },
            }
        ]
        if TOCTOC_PSC_DISCOVERY
        else [],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "toctoc.ops.logs.Discreet",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("TOCTOC_LOG", "WARNING")},
}
SILENCED_SYSTEM_CHECKS = ["security.W008"]  # TLS redirects are the proxy's work
