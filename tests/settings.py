"""Settings of the site under test: a data folder of its own, quick passwords, SQLite or the database stated."""

import atexit
import os
import shutil
import tempfile

FOR_TESTS = ("BEFFROI_TEST_", "BEFFROI_REQUIRE_", "BEFFROI_CHROMIUM")

for name in [name for name in os.environ if name.startswith("BEFFROI_") and not name.startswith(FOR_TESTS)]:
    del os.environ[name]
stated = os.environ.get("BEFFROI_TEST_DATA_DIR")
os.environ["BEFFROI_DATA_DIR"] = stated or tempfile.mkdtemp(prefix="beffroi-test-")
if not stated:
    atexit.register(shutil.rmtree, os.environ["BEFFROI_DATA_DIR"], ignore_errors=True)
os.environ["BEFFROI_SECRET_KEY"] = "only-for-tests"  # noqa: S105
os.environ["BEFFROI_MODE"] = "local"
os.environ["BEFFROI_API_RATE_ANONYMOUS"] = os.environ["BEFFROI_API_RATE_TOKEN"] = "100000/min"  # noqa: S105
os.environ["BEFFROI_LOG_LEVEL"] = "WARNING"
if os.environ.get("BEFFROI_TEST_DATABASE_URL"):
    os.environ["BEFFROI_DATABASE_URL"] = os.environ["BEFFROI_TEST_DATABASE_URL"]

from beffroi.web.project.settings import *  # noqa: E402, F403
from beffroi.web.project.settings import STATIC_ROOT  # noqa: E402

STATIC_ROOT.mkdir(parents=True, exist_ok=True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
# Each client of a test makes the handler anew, and would list every static file: they are looked for when asked for.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_MAX_AGE = 3600  # a browser of the tests asks for each once
