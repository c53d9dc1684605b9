"""Settings, all from the environment; docs/reference/settings.md lists every variable."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from beffroi.web.accounts import sign_in
from beffroi.web.project import serving
from beffroi.web.project.environment import Environment
from beffroi.web.project.local import data_folder, local_secret, production_address, production_secret
from beffroi.web.project.logs import logging_settings

env = Environment()

MODE = env.choice("BEFFROI_MODE", "local", ("local", "production"))
"""`local` (this machine only, secrets made on first use) or `production` (everything stated)."""
IS_PRODUCTION = MODE == "production"

DATA_FOLDER = data_folder()
SECRET_KEY = production_secret(env) if IS_PRODUCTION else env.str("BEFFROI_SECRET_KEY", "") or local_secret()
SECRET_KEY_FALLBACKS = env.list("BEFFROI_SECRET_KEY_FALLBACKS", default=[])
DEBUG = False
SITE_URL = production_address(env) if IS_PRODUCTION else env.address("BEFFROI_SITE_URL", "http://localhost:8000")
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = env.hosts("BEFFROI_HOSTS", [str(urlsplit(SITE_URL).hostname)] if IS_PRODUCTION else LOOPBACK)
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "beffroi.web.project.errors.csrf_failed"
LOGGING = logging_settings(
    as_json=env.choice("BEFFROI_LOG_FORMAT", "json" if IS_PRODUCTION else "console", ("json", "console")) == "json",
    level=env.choice("BEFFROI_LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR")),
)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "django_tasks",
    "beffroi.web.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "rules",
    "beffroi.web.project",
    "beffroi.web.core",
    "beffroi.web.observatory",
    "beffroi.web.chain",
    "beffroi.web.strategy",
    "beffroi.web.piloting",
    "beffroi.web.billing",
    "beffroi.web.services",
    "beffroi.web.monitoring",
]

MIDDLEWARE = [
    "beffroi.web.project.logs.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "beffroi.web.project.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "beffroi.web.core.access.AccessMiddleware",
    "beffroi.web.core.faults.DataAwayMiddleware",
    "beffroi.web.project.middleware.SentOnlyMiddleware",
    "beffroi.web.project.middleware.RefusedFormMiddleware",
    "beffroi.web.project.middleware.QueryMiddleware",
    "beffroi.web.project.middleware.EncodingMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "beffroi.web.project.urls"
WSGI_APPLICATION = "beffroi.web.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "beffroi.web.core.templatetags.errors",
                "beffroi.web.core.templatetags.submission",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "beffroi.web.project.navigation.navigation",
                "beffroi.web.core.context.notices",
            ],
        },
    }
]

KEEP_SECONDS = env.whole("BEFFROI_DATABASE_KEEP_SECONDS", 60)
DATABASES = {"default": env.database("BEFFROI_DATABASE_URL", DATA_FOLDER / "beffroi.sqlite3")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = KEEP_SECONDS
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # What is counted against a limit: all processes count together, and no flood of pages drives it out.
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_FOLDER / "counters",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 2000}},
}

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = sign_in.REGISTRATION
ACCOUNT_ADAPTER = "beffroi.web.accounts.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Beffroi – "
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip"}  # by account: the lock-out below, which outlives a restart
ACCOUNT_USER_DISPLAY = str
MFA_ADAPTER = "beffroi.web.accounts.adapters.FactorAdapter"
MFA_FORMS = {
    "authenticate": "beffroi.web.accounts.forms.codes.AuthenticateForm",
    "reauthenticate": "beffroi.web.accounts.forms.codes.ReauthenticateForm",
    "add_webauthn": "beffroi.web.accounts.forms.passkeys.AddForm",
    "authenticate_webauthn": "beffroi.web.accounts.forms.passkeys.SecondStepForm",
    "login_webauthn": "beffroi.web.accounts.forms.passkeys.SignInForm",
    "reauthenticate_webauthn": "beffroi.web.accounts.forms.passkeys.AgainForm",
    "edit_webauthn": "beffroi.web.accounts.forms.passkeys.RenameForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Beffroi"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_PRODUCTION
USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_ADAPTER = "beffroi.web.accounts.adapters.OtherSignInAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "mandatory"
OIDC_ISSUER = env.provider("BEFFROI_OIDC_ISSUER", needs_https=IS_PRODUCTION)
env.together("BEFFROI_OIDC_ISSUER", "BEFFROI_OIDC_CLIENT_ID")
SOCIALACCOUNT_PROVIDERS = sign_in.openid_connect(
    OIDC_ISSUER,
    env.str("BEFFROI_OIDC_CLIENT_ID", ""),
    env.str("BEFFROI_OIDC_CLIENT_SECRET", ""),
    env.str("BEFFROI_OIDC_NAME", "OpenID Connect"),
)
AXES_FAILURE_LIMIT = env.whole("BEFFROI_SIGN_IN_FAILURES", 5, least=1)
AXES_COOLOFF_TIME = timedelta(minutes=env.whole("BEFFROI_LOCK_MINUTES", 15, least=1))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_HANDLER = "beffroi.web.accounts.lockout.SignInHandler"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "beffroi.web.accounts.lockout.locked_out"
AXES_USERNAME_CALLABLE = "beffroi.web.accounts.lockout.name_of"
AXES_CLIENT_IP_CALLABLE = "beffroi.web.accounts.lockout.address_of"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["login", "email", "password"]
INVITATION_DAYS = env.whole("BEFFROI_INVITATION_DAYS", 14, least=1)
RETENTION_DAYS = env.whole("BEFFROI_RETENTION_DAYS", 180, least=1)
LOGIN_REDIRECT_URL = "home"
LOGIN_URL = "account_login"

MAIL = env.mail("BEFFROI_EMAIL_URL", "smtp://localhost:25" if IS_PRODUCTION else f"filemail:///{DATA_FOLDER / 'mail'}")
EMAIL_BACKEND = MAIL["EMAIL_BACKEND"]
EMAIL_HOST = MAIL.get("EMAIL_HOST", "localhost")
EMAIL_PORT = MAIL.get("EMAIL_PORT", 25)
EMAIL_HOST_USER = MAIL.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = MAIL.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = MAIL.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = MAIL.get("EMAIL_USE_SSL", False)
EMAIL_FILE_PATH = MAIL.get("EMAIL_FILE_PATH") or None
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.sender(
    "BEFFROI_EMAIL_FROM", f"Beffroi <no-reply@{urlsplit(SITE_URL).hostname}>"
)

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LANGUAGE_COOKIE_NAME = "beffroi_language"
LANGUAGE_SESSION_KEY = "language"
LOCALE_PATHS = [Path(__file__).parents[1] / "locale"]
FORMAT_MODULE_PATH = ["beffroi.web.project.formats"]
USE_TZ = True
TIME_ZONE = env.time_zone("BEFFROI_TIME_ZONE", "Europe/Brussels")

STATIC_URL = "static/"
STATIC_ROOT = DATA_FOLDER / "static"
STATICFILES_DIRS = [("theme", Path(__file__).parents[2] / "reporting" / "theme")]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_FOLDER / "files"},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if IS_PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not IS_PRODUCTION

FIGURES_SNAPSHOT = env.snapshot("BEFFROI_SNAPSHOT")
"""Folder of fetched figures laid over the built-in ones; empty: the built-in ones alone."""
COMPOSED_PROFILES_KEPT = env.whole("BEFFROI_PROFILES_KEPT", 2_000, least=1, most=1_000_000)
"""How many composed profiles stay in the database; the oldest go first."""

BIND, WEB_WORKERS, WEB_THREADS = serving.bind(env), serving.workers(env), serving.threads(env)
"""Read by gunicorn's settings; here, so that every command finds a bad one."""
TASKS = {"default": {"BACKEND": "beffroi.web.core.tasks.TaskBackend"}}
DE_MINIMIS_CEILING = env.whole("BEFFROI_DE_MINIMIS_CEILING", 300_000, least=1, most=100_000_000)
MAX_UPLOAD_MB = env.whole("BEFFROI_MAX_UPLOAD_MB", 10, least=1, most=1_000)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
"""Fields of one form: a comment, or three numbers, for each of a few thousand indicators."""
DATA_UPLOAD_MAX_NUMBER_FILES = 2_000
"""Places for files in one form; a browser sends those that are left empty too, one for each value of a reporter."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1_048_576
"""Bytes of the texts of one form."""
DIGEST_HOUR = env.whole("BEFFROI_DIGEST_HOUR", 7, most=23)
"""The hour, on the clock of the time zone, at which daily e-mails leave."""

INVOICE_FOLDER = env.str("BEFFROI_INVOICE_FOLDER", "") or DATA_FOLDER / "invoices"
"""Where e-invoices lie that another program delivers, as long as no access point is named."""
ACCESS_POINT_URL = env.optional_address("BEFFROI_ACCESS_POINT_URL")
ACCESS_POINT_TOKEN = env.str("BEFFROI_ACCESS_POINT_TOKEN", "")
MOLLIE_URL = env.address("BEFFROI_MOLLIE_URL", "https://api.mollie.com")
INVOICE_RULES = env.str("BEFFROI_INVOICE_RULES", "") or DATA_FOLDER / "invoice-rules"
"""Folder of the official business rules of e-invoices, as `fetch_invoice_rules` fills it."""

API_RATES = {
    "anonymous": env.rate("BEFFROI_API_RATE_ANONYMOUS", "60/min"),
    "token": env.rate("BEFFROI_API_RATE_TOKEN", "600/min"),
}
NINJA_NUM_PROXIES = env.whole("BEFFROI_PROXIES", 1 if IS_PRODUCTION else 0, most=10)
ALLAUTH_TRUSTED_PROXY_COUNT = NINJA_NUM_PROXIES

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *sign_in.origin(OIDC_ISSUER)],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
IS_HTTPS = urlsplit(SITE_URL).scheme == "https"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
if IS_PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("BEFFROI_SSL_REDIRECT", True)
    SECURE_REDIRECT_EXEMPT = [r"^health/"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.whole("BEFFROI_HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
