"""Settings: one file, read from the environment, safe by default. docs/decisions/0002-how-it-runs.md says why."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import dj_database_url
from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("PCC_VAR_DIR", BASE_DIR / "var"))  # everything the program writes


def words(name: str) -> list[str]:
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def required(name: str, example: str) -> str:
    if not os.environ.get(name):
        raise ImproperlyConfigured(f"Set {name} before starting in production, for example {name}={example}.")
    return os.environ[name]


def key_of_this_machine() -> str:
    """Keep a secret key of this machine's own under var/, made at the first start."""
    path = VAR_DIR / "secret-key"
    if not path.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"secret-key-{os.getpid()}")
        draft.write_text(secrets.token_urlsafe(50), encoding="ascii")
        draft.chmod(0o600)
        draft.rename(path)
    return path.read_text(encoding="ascii")


# `make run` and `make test` set PCC_LOCAL: one machine, loopback addresses only, plain HTTP.
# Where they have made a key and nothing is set for an office, the commands of manage.py find the same machine again.
FOUND_AGAIN = (VAR_DIR / "secret-key").exists() and not {"DJANGO_SECRET_KEY", "DJANGO_ALLOWED_HOSTS"} & set(os.environ)
LOCAL = os.environ.get("PCC_LOCAL", "1" if FOUND_AGAIN else "") == "1"
DEBUG = LOCAL and os.environ.get("DJANGO_DEBUG", "") == "1"
if LOCAL:
    SECRET_KEY = os.environ.get("DJANGO_SECRET_KEY") or key_of_this_machine()
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
else:
    SECRET_KEY = required("DJANGO_SECRET_KEY", '"$(openssl rand -base64 50)"')
    required("DJANGO_ALLOWED_HOSTS", "plans.example.police.uk")
    ALLOWED_HOSTS = words("DJANGO_ALLOWED_HOSTS")
CSRF_FAILURE_VIEW = "pcc_plans.typed.form_too_old"
CSRF_TRUSTED_ORIGINS = words("DJANGO_CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "csp",
    "django_prose_editor",
    "simple_history",
    "plans",
    "panel_reviews",
    "boards",
    "pcc_plans",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "pcc_plans.private_pages.keep_nothing_unless_told",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pcc_plans.wrong_method.say_in_words",
    "pcc_plans.typed.keep_what_was_typed",
    "simple_history.middleware.HistoryRequestMiddleware",
]
if os.environ.get("PCC_BEHIND_NGINX", "") == "1":
    MIDDLEWARE.append("pcc_plans.nginx.hand_over_published_files")
ROOT_URLCONF = "pcc_plans.urls"
WSGI_APPLICATION = "pcc_plans.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "plans.views.context.page",
            ]
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "govuk"
CRISPY_TEMPLATE_PACK = "govuk"

# The database

DATABASE_URL = os.environ.get("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'pcc_plans.sqlite3'}"
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # with DEFERRED, two writers at once end in "database is locked"
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }

# What the processes share: limits on sign-in attempts are counted for all of them together

REDIS_URL = os.environ.get("REDIS_URL", "")
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": "pcc-plans",
        }
    }
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": VAR_DIR / "cache",
        }
    }

# Background work: the job's row in the database is the truth, the broker only a doorbell

CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE = "pcc-plans"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CONCURRENCY = int(os.environ.get("PCC_WORKER_PROCESSES", "2"))
CELERY_WORKER_MAX_TASKS_PER_CHILD = 20  # rendering grows a process by some 15 MiB a document
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Europe/London"
CELERY_BEAT_MAX_LOOP_INTERVAL = 1  # seconds asleep at most, so that the worker ends soon when told to
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep the jobs whose worker died": {
        "task": "plans.sweep_jobs",
        "schedule": 5.0,
        "options": {"expires": 5.0},
    },
    "erase the answers to consultations on their day": {
        "task": "plans.erase_answers",
        "schedule": crontab(hour="0,6,12,18", minute=5),  # four times, so that a worker that was down misses no day
    },
    "remove working files that nobody needs any more": {
        "task": "plans.sweep_working_files",
        "schedule": crontab(hour=3, minute=20),
    },
    # The first look of a day sends; the others try again what failed.
    "remind of what is due": {"task": "plans.remind", "schedule": crontab(hour="6,9,12,15", minute=30)},
}
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 900,  # longer than any task, or a second copy starts while the first runs
        "unacked_restore_interval": 5,  # these two: what a dead worker held is handed out again in 5 s, not 100
        "unacked_restore_throttle": 1,
    }
else:
    BROKER_DIR = VAR_DIR / "broker"
    for folder in ("queue", "control"):
        (BROKER_DIR / folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_URL = "filesystem://localhost//"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "control_folder": str(BROKER_DIR / "control"),
        "polling_interval": 0.5,
    }

# Who signs in, and how

AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "pcc_plans.accounts.AdministratorsRights",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {},
        "MinimumLengthValidator": {"min_length": 12},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/office/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "pcc_plans.accounts.OfficeAccounts"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_FORMS = {
    "login": "plans.forms.accounts.SignInForm",
    "reset_password": "plans.forms.accounts.ResetPasswordForm",
    "change_password": "plans.forms.accounts.ChangePasswordForm",
}
ACCOUNT_EMAIL_VERIFICATION = "optional"  # accounts are made by the office, which knows whose address it is
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Police and crime plans"
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60  # a draft left open over a fortnight's leave can still be saved
CSRF_COOKIE_AGE = 365 * 24 * 60 * 60

# How the browser is told to behave

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
SECURE_SSL_REDIRECT = not LOCAL and os.environ.get("DJANGO_SSL_REDIRECT", "1") == "1"
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked from inside, over plain HTTP
SECURE_HSTS_SECONDS = 0 if LOCAL else int(os.environ.get("DJANGO_HSTS_SECONDS", 365 * 24 * 60 * 60))
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # preloading is for the owner of the whole domain to decide
if not LOCAL and (proxies := int(os.environ.get("DJANGO_PROXIES", "0"))):
    # Only a proxy that overwrites these headers may be believed; deploy/nginx.conf does.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = proxies
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

# What may be sent to us

FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024  # the longest section of a plan with room to spare; files not counted
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
MAX_PAPER_BYTES = 25 * 1024 * 1024

# What we send

if email_url := os.environ.get("EMAIL_URL", ""):  # smtp://user:password@host:587/?tls=1
    mail = urlsplit(email_url)
    EMAIL_HOST, EMAIL_PORT = mail.hostname or "localhost", mail.port or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(mail.username or ""), unquote(mail.password or "")
    EMAIL_USE_TLS = parse_qs(mail.query).get("tls") == ["1"]
    EMAIL_USE_SSL = parse_qs(mail.query).get("ssl") == ["1"]
    EMAIL_TIMEOUT = 20
elif LOCAL:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
SITE_URL = os.environ.get("PCC_SITE_URL", "").rstrip("/") or (
    f"http://127.0.0.1:{os.environ.get('PORT', '8000')}" if LOCAL else f"https://{ALLOWED_HOSTS[0].lstrip('.')}"
)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("DJANGO_FROM_EMAIL", "plans@localhost")
MAIL_RETURN_PATH = os.environ.get("MAIL_RETURN_PATH") or DEFAULT_FROM_EMAIL  # where mail servers report to
MAIL_INBOX_URL = os.environ.get("MAIL_INBOX_URL", "")  # imaps://user:password@host/INBOX: what comes back is read there
if MAIL_INBOX_URL:
    CELERY_BEAT_SCHEDULE["read what came back by mail"] = {
        "task": "plans.receive_mail",
        "schedule": 60.0,
        "options": {"expires": 60.0},
    }

# Files: static ones with the program, published ones beside the database

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
PUBLISHED_DIR = Path(os.environ.get("PCC_PUBLISHED_DIR", VAR_DIR / "published"))
WHITENOISE_USE_FINDERS = LOCAL  # one machine serves the files where they lie; production collects them once
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if LOCAL
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WORKING_FILES_KEPT_DAYS = int(os.environ.get("PCC_WORKING_FILES_KEPT_DAYS", "90"))  # packs, returned files; 0: for ever
MEDIA_ROOT = VAR_DIR / "uploads"  # never served: a view that asks who is there reads from it

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"leave keys out": {"()": "pcc_plans.secret_links.LeaveKeysOut"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["leave keys out"]}},
    "root": {"handlers": ["console"], "level": os.environ.get("DJANGO_LOG_LEVEL", "INFO")},
    "loggers": {"django": {"handlers": ["console"], "level": "INFO", "propagate": False}},
}
