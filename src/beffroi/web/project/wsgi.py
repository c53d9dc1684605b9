"""The site for a WSGI server: `gunicorn beffroi.web.project.wsgi`."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from beffroi.analytics.errors import InputError

BOOT_ERROR = 3
"""The code by which a worker of gunicorn says that starting it again would not help."""

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beffroi.web.project.settings")
try:
    application = get_wsgi_application()
except InputError as error:
    sys.stderr.write(f"beffroi: {error}\n")
    sys.exit(BOOT_ERROR)
