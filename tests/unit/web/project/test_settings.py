"""Settings come from the environment; what cannot be used is said in one sentence."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.unit.web.project.place import Place, production

from beffroi.analytics.errors import InputError
from beffroi.web.project.environment import Environment

pytestmark = pytest.mark.own_place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch) -> Iterator[Environment]:
    yield Environment()


def test_production_passes_every_check_of_deployment(place: Place) -> None:
    done = place.beffroi("manage", "check", "--deploy", "--fail-level", "WARNING", **production())
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_production_collects_every_static_file_with_what_it_refers_to(place: Place) -> None:
    done = place.beffroi("manage", "collectstatic", "--no-input", "-v", "0", **production())
    assert done.returncode == 0, done.stderr
    assert (place.folder / "site" / "static" / "staticfiles.json").exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"BEFFROI_DATABASE_URL": "nonsense"}, "BEFFROI_DATABASE_URL: this is not the address of a database"),
        ({"BEFFROI_DATABASE_URL": "mysql://u:secret@h/n"}, "BEFFROI_DATABASE_URL: this is not the address"),
        ({"BEFFROI_DATABASE_URL": "postgresql://u:secret@h:port/n"}, "BEFFROI_DATABASE_URL: this is not the address"),
        ({"BEFFROI_EMAIL_URL": "nonsense"}, "BEFFROI_EMAIL_URL: this is not the address of a mail server"),
        ({"BEFFROI_MODE": "produktion"}, "BEFFROI_MODE: 'produktion' is not known; write one of local, production."),
        ({"BEFFROI_SITE_URL": "beffroi.example"}, "BEFFROI_SITE_URL: 'beffroi.example' is not the address of a site"),
        ({"BEFFROI_LOG_LEVEL": "loud"}, "BEFFROI_LOG_LEVEL: 'loud' is not known"),
        ({"BEFFROI_API_RATE_TOKEN": "many"}, "BEFFROI_API_RATE_TOKEN: 'many' is not a rate"),
        ({"BEFFROI_DATABASE_KEEP_SECONDS": "-1"}, "BEFFROI_DATABASE_KEEP_SECONDS: '-1' cannot be used"),
        ({**production(), "BEFFROI_SECRET_KEY": ""}, "BEFFROI_SECRET_KEY is not set; in production mode"),
        ({**production(), "BEFFROI_SECRET_KEY": "short"}, "BEFFROI_SECRET_KEY is too short"),
        (production(BEFFROI_SSL_REDIRECT="perhaps"), "BEFFROI_SSL_REDIRECT: 'perhaps' is neither yes nor no"),
        ({"BEFFROI_TIME_ZONE": "Mars/Olympus"}, "BEFFROI_TIME_ZONE: 'Mars/Olympus' is not a time zone"),
        ({"BEFFROI_TIME_ZONE": "../../etc/passwd"}, "BEFFROI_TIME_ZONE: '../../etc/passwd' is not a time zone"),
        ({"BEFFROI_WEB_WORKERS": "many"}, "BEFFROI_WEB_WORKERS: 'many' cannot be used; write a whole number"),
        ({"BEFFROI_WEB_THREADS": "0"}, "BEFFROI_WEB_THREADS: '0' cannot be used; write a whole number"),
        ({"BEFFROI_BIND": "everywhere"}, "BEFFROI_BIND: 'everywhere' is not a place to listen at"),
        ({"BEFFROI_BIND": "127.0.0.1:99999"}, "BEFFROI_BIND: '127.0.0.1:99999' is not a place to listen at"),
        ({"BEFFROI_OIDC_ISSUER": "id.example"}, "BEFFROI_OIDC_ISSUER: 'id.example' is not the address of a provider"),
        ({"BEFFROI_OIDC_ISSUER": "https://id.example"}, "BEFFROI_OIDC_CLIENT_ID is not set, but BEFFROI_OIDC_ISSUER"),
        ({"BEFFROI_OIDC_CLIENT_ID": "site"}, "BEFFROI_OIDC_ISSUER is not set, but BEFFROI_OIDC_CLIENT_ID"),
        ({"BEFFROI_SNAPSHOT": "/no/such"}, "BEFFROI_SNAPSHOT: /no/such/manifest.json: no manifest there"),
        ({"BEFFROI_HOSTS": " , "}, "BEFFROI_HOSTS: ',' is not the name of a host"),
        ({"BEFFROI_HOSTS": "https://beffroi.example"}, "BEFFROI_HOSTS: 'https://beffroi.example' is not the name"),
        ({"BEFFROI_EMAIL_FROM": "Beffroi"}, "BEFFROI_EMAIL_FROM: 'Beffroi' is not the sender of a mail"),
        (production(BEFFROI_SITE_URL=""), "BEFFROI_SITE_URL is not set; in production mode"),
        (
            production(BEFFROI_SITE_URL="http://b.example"),
            "BEFFROI_SITE_URL: 'http://b.example' must begin",
        ),
        ({"BEFFROI_DATA_DIR": "/dev/null/x"}, "BEFFROI_DATA_DIR: /dev/null/x/site cannot be made"),
    ],
)
def test_a_bad_value_is_one_sentence_and_exit_code_2(place: Place, given: dict[str, str], said: str) -> None:
    done = place.beffroi("manage", "check", **given)
    assert done.returncode == 2
    assert done.stderr.startswith(f"beffroi: {said}"), done.stderr
    assert done.stderr.count("\n") == 1
    assert "secret@" not in done.stderr


def test_a_misspelt_setting_is_noticed(place: Place) -> None:
    done = place.beffroi("manage", "check", BEFFROI_DATABSE_URL="postgresql:///beffroi", BEFFROI_TEST_SPEED="1")
    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        "beffroi: warning: BEFFROI_DATABSE_URL is not a setting and does nothing; "
        "write BEFFROI_DATABASE_URL, or unset it."
    ]


def test_gunicorn_refuses_bad_settings_in_one_sentence(place: Place) -> None:
    config = "python:beffroi.web.project.gunicorn_settings"
    arguments = ("-m", "gunicorn", "--check-config", "--config", config, "beffroi.web.project.wsgi")
    done = place.python(*arguments, BEFFROI_WEB_WORKERS="many")
    assert done.returncode == 2
    assert done.stderr.startswith("beffroi: BEFFROI_WEB_WORKERS: 'many' cannot be used")
    assert done.stderr.count("\n") == 1


def test_a_server_with_bad_settings_says_so_without_a_traceback(place: Place) -> None:
    done = place.python("-c", "import beffroi.web.project.wsgi", BEFFROI_MODE="production")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("beffroi: BEFFROI_SECRET_KEY is not set")


def test_a_local_site_makes_its_secret_once_and_for_its_owner_only(place: Place) -> None:
    code = "from django.conf import settings; print(settings.SECRET_KEY)"
    first, second = place.script(code), place.script(code)
    assert first == second
    assert len(first.strip()) >= 50
    assert (place.folder / "site" / "secret-key").stat().st_mode & 0o077 == 0


def test_a_local_site_writes_its_mail_into_its_folder(place: Place) -> None:
    code = "from django.core.mail import send_mail; send_mail('Bonjour', 'Texte', None, ['a@b.example'])"
    place.script(code)
    assert len(list((place.folder / "site" / "mail").iterdir())) == 1


def test_a_mail_address_becomes_the_settings_of_a_server(env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEFFROI_EMAIL_URL", "smtp+tls://user:pass%40word@mail.example:587")
    read = env.mail("BEFFROI_EMAIL_URL", "consolemail://")
    assert read["EMAIL_HOST"] == "mail.example"
    assert read["EMAIL_PORT"] == 587
    assert read["EMAIL_HOST_PASSWORD"] == "pass@word"  # noqa: S105
    assert read["EMAIL_USE_TLS"] is True


def test_postgresql_is_one_variable_by_network_or_by_socket(env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEFFROI_DATABASE_URL", "postgresql://app:p%40ss@db.example:5433/beffroi?sslmode=require")
    read = env.database("BEFFROI_DATABASE_URL", Path("unused"))
    assert (read["ENGINE"], read["HOST"], read["PORT"]) == ("django.db.backends.postgresql", "db.example", 5433)
    assert (read["NAME"], read["PASSWORD"], read["OPTIONS"]) == ("beffroi", "p@ss", {"sslmode": "require"})
    monkeypatch.setenv("BEFFROI_DATABASE_URL", "postgresql:///beffroi?host=/var/run/postgresql")
    read = env.database("BEFFROI_DATABASE_URL", Path("unused"))
    assert (read["NAME"], read["HOST"], read["OPTIONS"]) == ("beffroi", "", {"host": "/var/run/postgresql"})


@pytest.mark.parametrize("text", ["1", "true", "YES", "on"])
def test_yes_has_several_words(env: Environment, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("BEFFROI_X", text)
    assert env.bool("BEFFROI_X", False) is True


def test_empty_is_the_same_as_not_given(env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEFFROI_X", " ")
    assert env.whole("BEFFROI_X", 7) == 7
    assert env.str("BEFFROI_X", "kept") == "kept"
    assert env.list("BEFFROI_X", default=["a"]) == ["a"]


def test_a_whole_number_keeps_its_bounds(env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEFFROI_X", "11")
    with pytest.raises(InputError, match="from 0 to 10"):
        env.whole("BEFFROI_X", 7, most=10)
