"""The site's settings, read from the environment; docs/operations.md lists every variable."""

from pathlib import Path
from typing import Any

import django_stubs_ext
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from articles.checklist.names import CHECK_NAMES
from config.env import (
    read_choice,
    read_choices,
    read_database,
    read_flag,
    read_list,
    read_number,
    read_path,
    read_rates,
    read_secret,
    read_text,
)

django_stubs_ext.monkeypatch()

# --- What kind of site this is -----------------------------------------------------------------

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = read_path("DATA_DIR", BASE_DIR / "var")
DEMO = read_flag("DEMO")
DEBUG = read_flag("DEBUG")
SECRET_KEY = read_secret("SECRET_KEY", DATA_DIR / "secret_key", may_make=DEMO)
# Outside the demo every page is answered over HTTPS only.
HTTPS_ONLY = not DEMO and not DEBUG

# Names what is installed, so that pages kept in Redis by an older one are not served by a newer.
BUILD = read_text("BUILD")

SITE_NAME = read_text("SITE_NAME", "Parley")
SITE_URL = read_text("SITE_URL", "http://localhost:8000" if DEMO else "https://localhost").rstrip("/")
# For the pictures beside links to articles: a font file, where the machine's own lack the site's letters.
SHARE_CARD_FONT = read_text("SHARE_CARD_FONT")
ALLOWED_HOSTS = read_list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = read_list("CSRF_TRUSTED_ORIGINS")

# --- Applications and the way of a request -----------------------------------------------------

INSTALLED_APPS = [
    "comments",
    "articles",
    "accounts",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "allauth",
    "allauth.account",
    "csp",
    "django_prose_editor",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.PermissionsPolicyMiddleware",
    "config.middleware.EncodingMiddleware",
    "config.middleware.EditionMiddleware",
    "config.middleware.DueMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.middleware.SignedOutMiddleware",
    "comments.guests.middleware.GuestMiddleware",
    "config.framing.FrameMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "articles.context.site",
                "comments.sketches.sketched",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    },
]

# --- Where things are kept ---------------------------------------------------------------------

DATABASES = {"default": read_database("DATABASE_URL", DATA_DIR / "parley.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_redis_url = read_text("REDIS_URL")
CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": _redis_url,
        "KEY_PREFIX": "default",
    }
    if _redis_url
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 10_000}},
}
if _redis_url:
    # What processes share of the pages that each of them keeps (comments/keeping.py).
    CACHES["pages"] = {**CACHES["default"], "KEY_PREFIX": "pages"}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static.HashedStaticFilesStorage"},
}
# A hashed name never changes what it holds.
WHITENOISE_MAX_AGE = 60
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# --- Accounts ----------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.AccountBackend"]
SESSION_ENGINE = "accounts.sessions"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("handle", "display_name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "handle"
ACCOUNT_USERNAME_VALIDATORS = "accounts.names.HANDLE_VALIDATORS"
ACCOUNT_USERNAME_MIN_LENGTH = 2
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
# A field that people do not see; what is filled in there was filled in by a program.
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "homepage"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SESSION_REMEMBER = True
# Nobody learns here whether an address has an account.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
# A code is one of 20 to the power of 8: five tries give nothing away, and mail may take its time.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
# One address each: a new one takes the old one's place once it is confirmed, after the password was asked again.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# The owner is told of every change to the address or the password.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"{SITE_NAME}: "
# Per address (ip), account (user) or e-mail address (key). Addresses are counted from ALLAUTH_TRUSTED_PROXY_COUNT.
ACCOUNT_RATE_LIMITS = {
    "signup": "20/m/ip",
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "request_login_code": "20/m/ip,3/m/key",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "confirm_email": "1/10s/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
}
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "signup": "accounts.forms.SignUpForm",
    "request_login_code": "accounts.forms.RequestCodeForm",
    "confirm_login_code": "accounts.forms.SignInCodeForm",
    "confirm_email_verification_code": "accounts.forms.AddressCodeForm",
    "reset_password": "accounts.forms.ResetForm",
    "confirm_password_reset_code": "accounts.forms.ResetCodeForm",
    "reset_password_from_key": "accounts.forms.NewPasswordForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "add_email": "accounts.forms.ChangeAddressForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
}

EMAIL_BACKEND = "accounts.outbox.OutboxBackend" if DEMO else "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = read_text("EMAIL_HOST", "localhost")
EMAIL_PORT = read_number("EMAIL_PORT", 25)
EMAIL_HOST_USER = read_text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = read_text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = read_flag("EMAIL_USE_TLS")
DEFAULT_FROM_EMAIL = read_text("DEFAULT_FROM_EMAIL", f"{SITE_NAME} <noreply@localhost>")
OUTBOX_DIR = DATA_DIR / "outbox"

# --- Articles -----------------------------------------------------------------------------------

# Whether the worker asks other sites what stands behind links, to show it (articles/link_cards/).
LINK_CARDS = read_flag("LINK_CARDS", default=True)

# Which checks (articles/checklist/) must be content before an article is published, and which are not made at all.
CHECKLIST_BLOCKS = read_choices("CHECKLIST_BLOCKS", CHECK_NAMES)
CHECKLIST_SKIPS = read_choices("CHECKLIST_SKIPS", CHECK_NAMES)

# --- Discussions: the site's own policy, which topics and articles may override ----------------

DISCUSSION_MODE = read_choice("DISCUSSION_MODE", "open", ("open", "premoderated", "closed", "off"))
DISCUSSION_ALLOWS_GUESTS = read_flag("DISCUSSION_ALLOWS_GUESTS", default=DEMO)
# 0: never closes, no slow mode. Fifty years at most, as for topics and articles (articles/models/policy.py).
DISCUSSION_CLOSES_AFTER_DAYS = read_number("DISCUSSION_CLOSES_AFTER_DAYS", 0, most=18_250)
DISCUSSION_SLOW_MODE_SECONDS = read_number("DISCUSSION_SLOW_MODE_SECONDS", 0)

# Said beside the form of somebody's first comment; blank for ours (comments/house_rules.py).
HOUSE_RULES = read_text("HOUSE_RULES")
# How often one person, and everybody of one network together, may comment. Moderators are not limited.
COMMENT_RATES = read_rates("COMMENT_RATES", "10/m, 120/h, 500/d")
COMMENT_RATES_OF_NETWORK = read_rates("COMMENT_RATES_OF_NETWORK", "60/m, 600/h")

# What the classifier learned (comments/classifier/); it is asked where a rule says so.
CLASSIFIER_FILE = DATA_DIR / "classifier.json"

# Readers may also vote against a comment.
DOWNVOTES = read_flag("DOWNVOTES", default=False)
# So that the first few votes do not steer the next; 0 shows every score at once.
SCORES_HIDDEN_MINUTES = read_number("SCORES_HIDDEN_MINUTES", 60)

# What moderators see blurred on the desk until they ask for it.
BLURRED_WORDS = read_list("BLURRED_WORDS")
BLUR_MEDIA_LINKS = read_flag("BLUR_MEDIA_LINKS", default=True)

# Whether the public moderation log names whoever decided, or tells the role alone.
MODERATION_LOG_NAMES = read_flag("MODERATION_LOG_NAMES", default=False)

# What else whoever sent a notice can do against what was decided; blank for ours.
NOTICE_REDRESS = read_text("NOTICE_REDRESS") or _(
    "If you think that this is wrong, you can turn to an out-of-court dispute settlement body certified under "
    "Article 21 of the Digital Services Act, or to a court."
)

# How long authors may change a comment without a trace, as long as nobody answered or quoted it.
QUIET_EDIT_MINUTES = read_number("QUIET_EDIT_MINUTES", 15)

# --- Language and time -------------------------------------------------------------------------

LANGUAGE_CODE = read_text("LANGUAGE_CODE", "en")
LANGUAGES = [("en", _("English"))]
TIME_ZONE = read_text("TIME_ZONE", "UTC")
USE_I18N = True
USE_TZ = True

# --- Safety ------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
CSRF_FAILURE_VIEW = "config.errors.stale_form"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_SSL_REDIRECT = HTTPS_ONLY
# Whoever watches from inside asks the process itself, past the proxy that speaks HTTPS.
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS_ONLY else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS_ONLY
SECURE_HSTS_PRELOAD = HTTPS_ONLY
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS_ONLY
# By which a browser is remembered as a guest's (comments/guests/remembering.py).
GUEST_COOKIE_NAME = "guest"
if HTTPS_ONLY:
    # The prefix lets the browser itself refuse a cookie set by a sibling host.
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    GUEST_COOKIE_NAME = "__Host-guest"
if read_flag("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# How many proxies of ours stand before the site; allauth's rate limits count addresses from there.
ALLAUTH_TRUSTED_PROXY_COUNT = read_number("TRUSTED_PROXY_COUNT", 0)

# --- Logging -----------------------------------------------------------------------------------

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    # The worker tells of each task, begun and done: of use to nobody who only wants to read the address above.
    # Nor do the addresses that it asks.
    "loggers": {"django_tasks": {"level": "WARNING"}, "httpx": {"level": "WARNING"}},
    "root": {"handlers": ["stderr"], "level": read_choice("LOG_LEVEL", "INFO", LOG_LEVELS)},
}
