"""`beffroi serve`: the site and its background worker on this machine, until interrupted."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import webbrowser
from collections.abc import Callable
from contextlib import closing, suppress

import click

from beffroi.analytics.errors import InputError
from beffroi.cli.signals import IN_SILENCE
from beffroi.web.project.variables import unknown_names, warnings

WEB = ("-m", "gunicorn", "--config", "python:beffroi.web.project.gunicorn_settings", "beffroi.web.project.wsgi")
WORK = ("-m", "beffroi", "manage", "work")
PREPARE = ("-m", "beffroi", "manage", "prepare_site")
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
ANY = {"0.0.0.0", "::"}  # noqa: S104 - recognised, to say what else is needed
PATIENCE = 25.0
REFUSED = 2
SIGNAL_AT_DEATH_OF_PARENT = 1
"""PR_SET_PDEATHSIG of Linux."""
Process = subprocess.Popen[bytes]


@click.command()
@click.option("--demo", is_flag=True, help="Load a demonstration: people, one a role, and the Walloon strategy.")
@click.option("--host", default="localhost", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
def serve(demo: bool, host: str, port: int) -> None:
    """Prepare the site, answer at http://HOST:PORT/ and run background work, until interrupted."""
    for warning in warnings():
        click.echo(f"beffroi: {warning}", err=True)
    with closing(listening(host, port)) as listener:
        address = f"http://{named(host)}:{listener.getsockname()[1]}"
        environment = environment_of(host, address, listener)
        prepare(environment, demo)
        run(environment, listener, address)
    click.echo("Beffroi has ended.")


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens, held from the first moment, so that nobody takes the port while the site is prepared."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise InputError(f"--host: '{host}' is not an address of this machine ({error.strerror}).") from None
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(place)
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise InputError(
            f"{host}, port {port} cannot be used ({(error.strerror or 'refused').lower()}); "
            "end what uses it, or choose another --port."
        ) from None
    return listener


def environment_of(host: str, address: str, listener: socket.socket) -> dict[str, str]:
    """What the processes are told; what the caller has set stays."""
    stated = {name: value for name, value in os.environ.items() if name not in unknown_names()}
    if host in ANY and "BEFFROI_HOSTS" not in stated and "BEFFROI_SITE_URL" not in stated:
        raise InputError(f"--host {host} needs BEFFROI_HOSTS: the names that the site answers to, between commas.")
    names = ["localhost", "127.0.0.1", "[::1]", *([] if host in LOOPBACK | ANY else [named(host)])]
    given = {
        "DJANGO_SETTINGS_MODULE": "beffroi.web.project.settings",
        "BEFFROI_WEB_WORKERS": "1",
        "BEFFROI_WEB_THREADS": "8",
    }
    if stated.get("BEFFROI_MODE", "local") == "local":
        given |= {"BEFFROI_SITE_URL": address, "BEFFROI_HOSTS": ",".join(names)}
    return {**given, **stated, "BEFFROI_BIND": f"fd://{listener.fileno()}"}


def named(host: str) -> str:
    """A host as it stands in an address."""
    return f"[{host}]" if ":" in host else "localhost" if host in ANY else host


def prepare(environment: dict[str, str], demo: bool) -> None:
    """Bring the site up to date in a process of its own, which says itself what is wrong."""
    click.echo("Preparing the site; the first time takes up to a minute.")
    done = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, *PREPARE, *(["--demo"] if demo else [])],
        env={"BEFFROI_LOG_LEVEL": "WARNING", **environment},
        preexec_fn=ends_with(os.getpid(), IN_SILENCE),
        start_new_session=True,
    )
    try:
        code = done.wait()
    except KeyboardInterrupt:
        # That it was interrupted is said once, by us.
        end([done], IN_SILENCE)
        raise
    if code:
        raise click.exceptions.Exit(REFUSED)


def run(environment: dict[str, str], listener: socket.socket, address: str) -> None:
    """Run the web server and the worker, and end both when interrupted or when the web server ends."""
    processes: dict[str, Process] = {}
    try:
        processes["web"] = start(WEB, environment, listener.fileno())
        processes["work"] = start(WORK, environment)
        click.echo(f"Beffroi answers at {address}/ (Ctrl-C ends it)")
        open_browser(address)
        watch(processes, environment)
    except KeyboardInterrupt:
        click.echo()
    finally:
        end(list(processes.values()))


def start(arguments: tuple[str, ...], environment: dict[str, str], *passed: int) -> Process:
    """Start a process of ours, in a group of its own, so that Ctrl-C reaches only us and we end it in order."""
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, *arguments],
        env=environment,
        start_new_session=True,
        pass_fds=passed,
        preexec_fn=ends_with(os.getpid()),
    )


def ends_with(parent: int, name: signal.Signals = signal.SIGTERM) -> Callable[[], None] | None:
    """Have the kernel end a process that we start, by a signal, when we are killed; only Linux can."""
    if sys.platform != "linux":
        return None
    kernel = ctypes.CDLL(None)

    def tie() -> None:
        kernel.prctl(SIGNAL_AT_DEATH_OF_PARENT, name)
        if os.getppid() != parent:
            os.kill(os.getpid(), name)

    return tie


def watch(processes: dict[str, Process], environment: dict[str, str]) -> None:
    """Wait; a worker that ends is started again, more slowly each time; without the web server there is no site."""
    pause, born = 1.0, time.monotonic()
    while processes["web"].poll() is None:
        time.sleep(0.2)
        age = time.monotonic() - born
        if processes["work"].poll() is not None and age > pause:
            pause = 1.0 if age > 60 else min(pause * 2, 60.0)
            processes["work"], born = start(WORK, environment), time.monotonic()
    raise InputError("the web server has ended; the reason stands above.")


def end(processes: list[Process], name: signal.Signals = signal.SIGTERM) -> None:
    """Ask each to end, and end what does not; nothing interrupts this."""
    for ignored in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ignored, signal.SIG_IGN)
    for process in processes:
        process.send_signal(name)
    until = time.monotonic() + PATIENCE
    for process in processes:
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def open_browser(address: str) -> None:
    """Show the site where there is a screen; where there is none, the address that was printed must do."""
    if sys.platform in {"darwin", "win32"} or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        with suppress(webbrowser.Error, OSError):
            webbrowser.open(address)
