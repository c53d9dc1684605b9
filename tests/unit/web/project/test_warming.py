"""What a process reads once is read before the first visitor asks."""

from unittest.mock import patch

from django.template import engines
from django.template.loader import get_template

from beffroi.web.project import warming


def test_after_warming_no_template_is_read_again() -> None:
    names = warming.templates()
    assert {"base.html", "strategy/logic.html"} <= set(names)
    with patch.object(warming, "warm_tables") as tables:
        warming.warm()
    tables.assert_called_once_with()
    loader = engines["django"].engine.template_loaders[0]  # type: ignore[attr-defined]
    with patch.object(type(loader), "get_contents", side_effect=AssertionError("read again")):
        for name in names:
            get_template(name)
