"""The API fuzzed from its own description: never an error of the server, answers as described."""

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@pytest.mark.django_db
@schema.parametrize()
@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_no_request_makes_the_server_fail(case: schemathesis.Case) -> None:
    checks = [not_a_server_error, response_schema_conformance, status_code_conformance]
    case.call_and_validate(checks=checks, headers={"Accept-Encoding": "identity"})


def test_the_description_is_sound() -> None:
    schema.validate()
    described = schema.raw_schema["paths"]
    assert all("4XX" in one["responses"] for operations in described.values() for one in operations.values())
