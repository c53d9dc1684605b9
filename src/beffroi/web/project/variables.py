"""The names of all settings, so that a misspelt one is noticed; docs/reference/settings.md says what each does."""

import os
from collections.abc import Iterator
from difflib import get_close_matches

PREFIX = "BEFFROI_"
FIGURES = ("DATA_DIR", "SNAPSHOT", "EUROSTAT_URL", "GISCO_URL")
SITE = (
    *("MODE", "SECRET_KEY", "SECRET_KEY_FALLBACKS", "SITE_URL", "HOSTS", "TIME_ZONE"),
    *("DATABASE_URL", "DATABASE_KEEP_SECONDS", "EMAIL_URL", "EMAIL_FROM", "DIGEST_HOUR"),
    *("LOG_FORMAT", "LOG_LEVEL", "MAX_UPLOAD_MB", "PROFILES_KEPT", "DE_MINIMIS_CEILING"),
)
SIGNING_IN = (
    *("SIGN_IN_FAILURES", "LOCK_MINUTES", "INVITATION_DAYS", "RETENTION_DAYS"),
    *("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME"),
)
MONEY = ("INVOICE_FOLDER", "ACCESS_POINT_URL", "ACCESS_POINT_TOKEN", "MOLLIE_URL", "INVOICE_RULES")
SERVING = (
    *("BIND", "WEB_WORKERS", "WEB_THREADS", "PROXIES", "SSL_REDIRECT", "HSTS_SECONDS"),
    *("API_RATE_ANONYMOUS", "API_RATE_TOKEN"),
)
NAMES = frozenset(PREFIX + name for name in (*FIGURES, *SITE, *SIGNING_IN, *MONEY, *SERVING))
FOR_TESTS = tuple(PREFIX + name for name in ("TEST_", "REQUIRE_", "CHROMIUM", "BENCHMARK_"))


def unknown_names() -> list[str]:
    """Variables that look like settings and are none."""
    ours = (name for name in os.environ if name.startswith(PREFIX) and not name.startswith(FOR_TESTS))
    return sorted(set(ours) - NAMES)


def warnings() -> Iterator[str]:
    """One sentence for each of them."""
    for name in unknown_names():
        near = get_close_matches(name, NAMES, 1, cutoff=0.75)
        remedy = f"write {near[0]}, or unset it" if near else "unset it, or look it up in the table of settings"
        yield f"warning: {name} is not a setting and does nothing; {remedy}."
