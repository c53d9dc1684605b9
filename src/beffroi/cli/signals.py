"""The signals that the commands send each other."""

import signal

IN_SILENCE = getattr(signal, "SIGUSR1", signal.SIGTERM)
"""Ends a command that another one started: what was begun is undone, and the other one says so."""
