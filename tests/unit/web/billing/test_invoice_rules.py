"""The official rules: fetched from a server on this machine, checksummed, run where a processor is installed."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from tests.unit.reporting.invoice.documents import SET
from tests.unit.web.billing.loopback import answering

from beffroi.analytics.errors import InputError
from beffroi.reporting.invoice.ubl import write_ubl
from beffroi.web.billing.invoice_rules import broken_rules, can_run, checked_rules, fetch_rules

SHEET = b"""<xsl:stylesheet version="2.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:svrl="http://purl.oclc.org/dsdl/svrl"><xsl:template match="/"><svrl:schematron-output>
  <svrl:failed-assert id="R1" flag="fatal"><svrl:text>Never good.</svrl:text></svrl:failed-assert>
  </svrl:schematron-output></xsl:template></xsl:stylesheet>"""


def test_rules_are_fetched_with_checksums_and_what_was_changed_is_refused(settings, tmp_path: Path, capsys) -> None:
    settings.INVOICE_RULES = tmp_path / "rules"
    assert checked_rules(settings.INVOICE_RULES) == []
    with answering(lambda asked: (200, SHEET if asked.path == "/a.xsl" else b"<html/>")) as server:
        call_command("fetch_invoice_rules", f"{server.url}/a.xsl")
        assert capsys.readouterr().out.endswith("  a.xsl\n")
        for wrong, words in (("b.xsl", "no style sheet"), ("c.txt", "ends in .xsl")):
            with pytest.raises(CommandError, match=words) as refused:
                call_command("fetch_invoice_rules", f"{server.url}/a.xsl", f"{server.url}/{wrong}")
            assert refused.value.returncode == 2
    with pytest.raises(InputError, match="cannot be fetched"):
        fetch_rules(["http://127.0.0.1:9/a.xsl"], tmp_path / "other")
    assert not (tmp_path / "other").exists()
    (found,) = checked_rules(settings.INVOICE_RULES)
    found.write_bytes(b"changed")
    with pytest.raises(InputError, match="fetch the rules again"):
        checked_rules(settings.INVOICE_RULES)


@pytest.mark.skipif(not can_run(), reason="saxonche is not installed")
def test_the_set_breaks_no_fatal_rule_of_those_fetched(settings) -> None:
    rules = checked_rules(Path(settings.INVOICE_RULES))
    if not rules:
        pytest.skip("no rules were fetched: beffroi manage fetch_invoice_rules")
    broken = {name: [one for one in broken_rules(write_ubl(of), rules) if one.is_fatal] for name, of in SET.items()}
    assert {name: found for name, found in broken.items() if found} == {}


def test_without_a_processor_or_rules_it_is_said_what_to_do(settings, tmp_path: Path) -> None:
    settings.INVOICE_RULES = tmp_path
    with pytest.raises(CommandError, match="fetch_invoice_rules first"):
        call_command("check_invoice", str(tmp_path / "x.xml"))
    if not can_run():
        with pytest.raises(InputError, match="pip install saxonche"):
            broken_rules(b"<a/>", [])
