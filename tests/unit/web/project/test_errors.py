"""Error pages say what happened and what to do, with the right status, and nothing of the inside."""

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse
from tests.unit.web import cast, cast_piloting

from beffroi.web.project import errors

pytestmark = pytest.mark.django_db


def seen(response: HttpResponse) -> str:
    return response.content.decode()


def asked() -> object:
    request = RequestFactory().get("/somewhere/")
    request.resolver_match = None
    return request


@pytest.mark.parametrize(
    ("answer", "error", "status"),
    [
        (errors.bad_request, BadRequest("The year is not a number."), 400),
        (errors.forbidden, PermissionDenied("Only its author may withdraw a pin."), 403),
        (errors.not_found, Http404("'BE9' is not a region; the nearest is BE3."), 404),
    ],
)
def test_a_sentence_of_ours_is_shown(answer, error: Exception, status: int) -> None:  # type: ignore[no-untyped-def]
    response = answer(asked(), error)
    assert response.status_code == status
    assert str(error).replace("'", "&#x27;") in seen(response)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (errors.bad_request, SuspiciousOperation("session key of /srv/secret")),
        (errors.not_found, Http404("No Person matches the given query.")),
        (errors.not_found, Http404({"tried": ["^secret/"], "path": "x"})),
    ],
)
def test_words_of_the_framework_are_not(answer, error: Exception) -> None:  # type: ignore[no-untyped-def]
    page = seen(answer(asked(), error))
    assert not any(word in page for word in ("secret", "Person", "tried"))


def test_a_form_without_its_proof_says_how_to_send_it_again() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/account/login/", {"login": "a@example.org"})
    assert response.status_code == 403
    assert "reload the page" in seen(response)


def test_a_form_may_be_as_long_as_a_framework_and_a_longer_one_is_refused_with_the_reason() -> None:
    files = {f"files{one}": SimpleUploadedFile("a.txt", b"a") for one in range(150)}
    long = {f"comment{one}": "" for one in range(3_000)}
    assert 'name="password"' in seen(Client().post("/account/login/", long | files))
    for limit, said in (
        ("DATA_UPLOAD_MAX_NUMBER_FIELDS", "more fields than"), ("DATA_UPLOAD_MAX_NUMBER_FILES", "more files than"),
        ("DATA_UPLOAD_MAX_MEMORY_SIZE", "more text than"),
    ):  # fmt: skip
        with override_settings(**{limit: 100}):
            response = Client().post("/account/login/", long | files)
        assert response.status_code == 400 and said in seen(response)


def test_too_many_requests_say_when_to_try_again() -> None:
    response = errors.too_many(asked(), 130)  # type: ignore[arg-type]
    assert (response.status_code, response["Retry-After"]) == (429, "130")
    assert "Try again in 3 minutes." in seen(response)


def test_a_mistake_of_ours_is_told_without_database_person_or_reason(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        response = errors.server_error(asked())  # type: ignore[arg-type]
    assert response.status_code == 500
    assert "not your doing" in seen(response)


@pytest.mark.parametrize("template", ["500.html", "503.html"])
def test_pages_for_a_site_in_trouble_need_no_context(template: str) -> None:
    assert "<h1>" in render_to_string(template)


def test_an_address_that_only_takes_a_form_says_so_and_leads_to_the_page_above() -> None:
    body = cast_piloting.body()
    above = f"/pilot/{body.strategy.slug}/bodies/{body.code}/"
    answer = cast.signed_in(cast.co_manager()).get(f"{above}mandates/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Here a form is sent" in seen(answer)
    assert f'href="{above}">Go to the page above' in seen(answer)


@pytest.mark.parametrize("address", ["/observe/", "/observe/sectors/", "/observe/figures/", "/observe/index/"])
def test_a_page_that_asked_for_a_part_of_itself_is_told_in_place_and_gets_no_second_page(address: str) -> None:
    response = Client().get(address, {"q": "x" * 130}, headers={"HX-Request": "true"})
    assert response.status_code == 400
    assert "130" in seen(response)
    assert 'role="alert"' in seen(response)
    assert not any(f"<{tag}" in seen(response) for tag in ("html", "main", "h1", "header"))
    if "_list" not in str([one.name for one in response.templates]):
        assert (response["HX-Reswap"], response["HX-Push-Url"]) == ("innerHTML", "false")


def test_a_part_that_needs_a_person_sends_the_whole_page_to_sign_in() -> None:
    address = reverse("core:jobs")
    told = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{address}?page=2"}
    response = Client().get(address, headers=told)
    assert response["HX-Redirect"] == f"{reverse('account_login')}?next={address}%3Fpage%3D2"
