"""Gunicorn's settings: `gunicorn --config python:beffroi.web.project.gunicorn_settings beffroi.web.project.wsgi`."""

import os
import sys
from importlib import import_module
from threading import Thread
from typing import Any

from beffroi.analytics.errors import InputError
from beffroi.web.project import serving
from beffroi.web.project.environment import Environment
from beffroi.web.project.variables import warnings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beffroi.web.project.settings")
env = Environment()

for warning in warnings():
    sys.stderr.write(f"beffroi: {warning}\n")
try:
    bind, workers, threads = serving.bind(env), serving.workers(env), serving.threads(env)
except InputError as error:
    sys.stderr.write(f"beffroi: {error}\n")
    sys.exit(2)
worker_class = "gthread"
timeout = 60
graceful_timeout = 20
keepalive = 5
# The tables of the figures and their thread pool do not survive a fork: each worker reads its own.
preload_app = False
# A worker that grows is replaced; not all at once.
max_requests = 20_000
max_requests_jitter = 2_000
# Our own log has a line a request, without addresses.
accesslog = None
errorlog = "-"
loglevel = "warning"
# Nothing is written outside the data folder.
control_socket_disable = True


def post_worker_init(_worker: Any) -> None:
    """Read and compute beside the first answers what all pages share; the site is importable only from here on."""
    Thread(target=_warm, name="warm", daemon=True).start()


def _warm() -> None:
    import_module("beffroi.web.project.warming").warm()
    serving.settle()


def post_request(worker: Any, _request: Any, _environ: Any, _response: Any) -> None:
    """Between answers what was left over is collected."""
    serving.tidy(worker.nr)
