"""What a site keeps on its machine: the data folder, and the secret that a local site makes for itself."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from platformdirs import user_data_path

from beffroi.analytics.errors import InputError
from beffroi.web.project.environment import Environment

SHORTEST_SECRET = 50


def data_folder() -> Path:
    """The folder of the site: database, files, static files; made on first use, for its owner only."""
    stated = os.environ.get("BEFFROI_DATA_DIR", "").strip()
    folder = (Path(stated).absolute() if stated else user_data_path("beffroi")) / "site"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise _refused(folder, f"cannot be made ({error.strerror})") from None
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise _refused(folder, "cannot be written")
    return folder


def local_secret() -> str:
    """The secret of a local site, made once and readable by its owner only."""
    path = data_folder() / "secret-key"
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(48))
    try:
        secret = path.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        secret = ""
    if not secret:
        raise InputError(f"{path}: no secret can be read there; put it back, or remove the file and sign in anew.")
    return secret


def _write_once(path: Path, text: str) -> None:
    """A file that is there whole or not at all; of two processes at once, the first one's stays."""
    try:
        with NamedTemporaryFile("w", encoding="ascii", dir=path.parent, prefix=".secret-") as file:
            file.write(text)
            file.flush()
            with suppress(FileExistsError):
                os.link(file.name, path)
    except OSError as error:
        raise _refused(path.parent, f"cannot be written ({error.strerror})") from None


def _refused(folder: Path, why: str) -> InputError:
    return InputError(f"BEFFROI_DATA_DIR: {folder} {why}; name a folder that may be written and has space.")


def production_address(env: Environment) -> str:
    """The address of a site in production: stated, and asked for by HTTPS only."""
    env.stated(
        "BEFFROI_SITE_URL", "in production mode it must hold the address of the site, such as https://name.example"
    )
    address = env.address("BEFFROI_SITE_URL", "")
    if not address.startswith("https://"):
        raise InputError(f"BEFFROI_SITE_URL: '{address}' must begin with https:// in production mode.")
    return address


def production_secret(env: Environment) -> str:
    """The secret of a site in production: stated, and long enough that nobody guesses it."""
    secret = env.stated("BEFFROI_SECRET_KEY", f"in production mode it must hold a secret of {SHORTEST_SECRET} signs")
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < 5:
        raise InputError(f"BEFFROI_SECRET_KEY is too short; make one of {SHORTEST_SECRET} random signs or more.")
    return secret
