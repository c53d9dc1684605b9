"""What a site keeps on its machine: the data folder, and the secret that a local site makes for itself."""

import os
import secrets
from pathlib import Path

from platformdirs import user_data_path

from beffroi.analytics.errors import InputError
from beffroi.web.project.environment import Environment

SHORTEST_SECRET = 50


def data_folder() -> Path:
    """The folder of the site: database, files, static files; made on first use, for its owner only."""
    stated = os.environ.get("BEFFROI_DATA_DIR")
    folder = (Path(stated).absolute() if stated else user_data_path("beffroi")) / "site"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise InputError(
            f"BEFFROI_DATA_DIR: {folder} cannot be made ({error.strerror}); name a folder that may be written."
        ) from None
    return folder


def local_secret() -> str:
    """The secret of a local site, made once and readable by its owner only."""
    path = data_folder() / "secret-key"
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    secret = secrets.token_urlsafe(48)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secret)
    return secret


def production_secret(env: Environment) -> str:
    """The secret of a site in production: stated, and long enough that nobody guesses it."""
    secret = env.stated("BEFFROI_SECRET_KEY", f"in production mode it must hold a secret of {SHORTEST_SECRET} signs")
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < 5:
        raise InputError(f"BEFFROI_SECRET_KEY is too short; make one of {SHORTEST_SECRET} random signs or more.")
    return secret
