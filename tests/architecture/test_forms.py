"""A form that is sent twice is carried out once: every form that changes something has a one-time key, or a reason."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.test_site import COMMENT, POST_FORM, TEMPLATES, VIEW_FILES, named, template_name

OF_THE_LIBRARY = (
    "a page of the sign-in library, whose codes and links count once and which sets states, never adds rows"
)
WITHOUT_KEY = {
    "account/": OF_THE_LIBRARY,
    "mfa/": OF_THE_LIBRARY,
    "socialaccount/": OF_THE_LIBRARY,
    "usersessions/": OF_THE_LIBRARY,
    "accounts/privacy.html": "the export reads and changes nothing",
    "core/notices.html": "a notice that is marked as read twice is read",
}
"""Template, or folder of templates, whose forms need no key → why."""
NOT_ONCE = {
    "billing/views/sending.py:refund": "its key goes to the provider, where one key is one refund",
    "billing/views/sending.py:webhook": "what a payment tells is booked once, however often it is told",
    "services/views/invoicing.py:pay_online": "asked twice, the same payment is meant",
    "accounts/views/privacy.py:export": WITHOUT_KEY["accounts/privacy.html"],
    "accounts/views/sign_in.py:end_session": "a session that is ended twice is ended",
    "core/views.py:read_notices": WITHOUT_KEY["core/notices.html"],
    "core/views.py:open_notice": WITHOUT_KEY["core/notices.html"],
}
"""View that takes a form without `@once` → why."""


def has_reason(path: Path) -> bool:
    return template_name(path).startswith(tuple(WITHOUT_KEY))


def test_every_form_has_a_one_time_key_or_a_reason() -> None:
    texts = {path: COMMENT.sub("", path.read_text(encoding="utf-8")) for path in TEMPLATES if not has_reason(path)}
    forms = [(named(path), form) for path, text in texts.items() for form in POST_FORM.findall(text)]
    assert [(name, form[:80]) for name, form in forms if "one_time_key" not in form] == []


def views_that_take_forms(path: Path) -> Iterator[tuple[str, bool]]:
    """Each view of a file that reads what was posted, and whether it is `@once`."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.decorator_list:
            words = {
                ast.unparse(part)
                for part in ast.walk(node)
                if isinstance(part, ast.Name | ast.Attribute | ast.Constant)
            }
            if words & {"require_POST", "request.POST", "'POST'"}:
                yield f"{named(path)}:{node.name}", "once" in words


def test_every_view_that_takes_a_form_carries_it_out_once_or_has_a_reason() -> None:
    twice = {name for path in VIEW_FILES for name, is_once in views_that_take_forms(path) if not is_once}
    assert twice - NOT_ONCE.keys() == set()


def test_no_reason_outlives_its_form() -> None:
    taking = {name for path in VIEW_FILES for name, is_once in views_that_take_forms(path) if not is_once}
    assert NOT_ONCE.keys() - taking == set()
    names = [template_name(path) for path in TEMPLATES if POST_FORM.search(path.read_text(encoding="utf-8"))]
    assert [start for start in WITHOUT_KEY if not any(name.startswith(start) for name in names)] == []
