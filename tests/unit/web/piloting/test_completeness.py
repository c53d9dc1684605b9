"""What is missing where a strategy meets its roadmap leads to the page where it is mended, already filled in."""

import pytest
from tests.unit.web import cast, cast_piloting, cast_strategy

from beffroi.web.chain.actions import add_node

pytestmark = pytest.mark.django_db


def test_each_gap_leads_to_a_form_that_mends_it() -> None:
    held = cast_strategy.published()
    cast_piloting.action("Alone", cast_piloting.body(of=held.strategy))
    assert held.strategy.living is not None
    add_node(actor=None, space=held.strategy.living, kind="risk", title={"en": "Too late"})
    client = cast.signed_in(cast.co_manager())
    page = client.get(f"/strategy/{held.slug}/check/?version=2")
    mends = {line["code"]: line["mend"] for _what, group in page.context["groups"] for line in group}
    intervention = held.nodes["intervention"].item
    assert mends["intervention_without_action"] == f"/pilot/{held.slug}/roadmap/new/?intervention={intervention.key}"
    form = client.get(mends["intervention_without_action"]).context["form"]
    assert form["intervention"].value() == intervention.pk
    for code in ("action_without_intervention", "risk_without_intervention"):
        offered = client.get(mends[code]).context["form"].fields["other"].choices
        assert str(intervention.key) in str(offered)
        assert client.post(mends[code], {"other": str(intervention.key)}).status_code == 302
    left = dict(client.get(f"/strategy/{held.slug}/check/?version=2").context["counts"])
    assert not {"no action carries out the intervention", "the risk threatens no intervention"} & set(left)
