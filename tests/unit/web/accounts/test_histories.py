"""Every verb that an action leaves has words, and every object with a history shows it to those who see the object."""

import ast
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from tests.unit.web import cast

from beffroi.web.accounts import actions
from beffroi.web.accounts.adapters import VERBS as SIGN_IN_VERBS
from beffroi.web.accounts.models import Organisation, Representation
from beffroi.web.core import history
from beffroi.web.piloting.states import STEPS

WEB = Path(str(resources.files("beffroi.web")))
SLICES = ("accounts", "observatory", "core", "chain", "strategy", "piloting", "billing", "services", "monitoring")
WRITERS = {"audited", "record", "_record", "_emptied", "_entered", "note_security_change"}
HELD = (
    "accounts.apitoken",
    "accounts.cluster",
    "accounts.clustermembership",
    "accounts.invitation",
    "accounts.membershiptier",
    "accounts.organisation",
    "accounts.organisationmerge",
    "accounts.person",
    "accounts.representation",
    "accounts.rolegrant",
    "observatory.indexrun",
    "observatory.ownseries",
    "observatory.pin",
    "observatory.seriesupload",
    "observatory.seriesvintage",
)


def verbs_in(tree: ast.AST) -> set[str]:
    """The texts that stand as verb in `audited`, `record` and the wrappers of a module; both branches of a choice."""
    found: set[str] = set()
    for node in ast.walk(tree):
        name = getattr(getattr(node, "func", None), "id", "")
        if not isinstance(node, ast.Call) or name not in WRITERS:
            continue
        named = [keyword.value for keyword in node.keywords if keyword.arg == "verb"]
        for verb in [*node.args[1:2], *named]:
            ends = [verb.body, verb.orelse] if isinstance(verb, ast.IfExp) else [verb]
            found |= {str(one.value) for one in ends if isinstance(one, ast.Constant)}
    return found


def verbs_used() -> set[str]:
    """Every verb that a module of a slice leaves in the audit."""
    texts = [path.read_text(encoding="utf-8") for name in SLICES for path in (WEB / name).rglob("*.py")]
    found: set[str] = set().union(*(verbs_in(ast.parse(text)) for text in texts))
    decided = {state.value for state in (Representation.State.CONFIRMED, Representation.State.REFUSED)}
    return found | decided | set(STEPS) | {verb for verb, _said in SIGN_IN_VERBS.values()}


def test_every_verb_of_an_action_has_words_and_no_words_are_left_over() -> None:
    used = verbs_used()
    assert len(used) > 50
    assert used - history.VERBS.keys() == set(), "say them: history.say(verb, words)"
    assert history.VERBS.keys() - used <= {"renamed"}, "nobody leaves these"


def test_a_verb_without_words_would_be_seen() -> None:
    tree = ast.parse('record(actor, "sang" if loud else "hummed", of)\nwith audited(actor, "danced", of): pass')
    assert verbs_in(tree) == {"sang", "hummed", "danced"}


@pytest.mark.parametrize("label", HELD)
def test_what_people_work_with_has_a_history(label: str) -> None:
    assert label in history._objects


def test_every_model_of_the_slices_has_a_history_or_is_named_here() -> None:
    never_written_by_people = {"observatory.composedprofile", "observatory.observation"}
    configs = [apps.get_app_config(name) for name in ("accounts", "observatory")]
    models = {model._meta.label_lower for config in configs for model in config.get_models()}
    assert models - set(HELD) == never_written_by_people


def address(of: Any) -> str:
    return reverse("core:history", args=[of._meta.label_lower, of.pk])


@pytest.mark.django_db
def test_the_history_of_a_person_is_for_them_and_for_administrators() -> None:
    paul, admin = cast.person(), cast.administrator()
    actions.change_details(actor=paul, person=paul, name="Paul", language="fr")
    assert "changed" in cast.signed_in(paul).get(address(paul)).content.decode()
    assert cast.signed_in(admin).get(address(paul)).status_code == 200
    assert cast.signed_in(cast.cluster_manager()).get(address(paul)).status_code == 404
    assert Client().get(address(paul)).status_code == 302


@pytest.mark.django_db
def test_the_history_of_a_representation_is_not_for_another_firm() -> None:
    firm, stranger = cast.firm(), cast.representative(cast.organisation("Other"), "Stéphane")
    acting = Representation.objects.get(person=firm)
    assert cast.signed_in(firm).get(address(acting)).status_code == 200
    assert cast.signed_in(stranger).get(address(acting)).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "arguments"), [("organisation", ["key"]), ("cluster", ["slug"]), ("person", ["key"]), ("home", [])]
)
def test_a_page_leads_to_its_history(name: str, arguments: list[str]) -> None:
    admin = cast.administrator()
    things = {"organisation": cast.organisation(), "cluster": cast.cluster(), "person": cast.person(), "home": admin}
    shown = things[name]
    page = cast.signed_in(admin).get(reverse(f"accounts:{name}", args=[getattr(shown, one) for one in arguments]))
    assert address(shown) in page.content.decode()
    assert cast.signed_in(admin).get(address(shown)).status_code == 200


@pytest.mark.django_db
def test_texts_in_several_languages_read_as_texts() -> None:
    admin = cast.administrator()
    actions.create_organisation(
        actor=admin,
        details={
            "legal_name": "Glue",
            "country": "BE",
            "helix": "industry",
            "description": {"en": "Bio", "fr": "Vert"},
        },
    )
    with override("en"):
        page = cast.signed_in(admin).get(address(Organisation.objects.get(legal_name="Glue"))).content.decode()
    assert "English: Bio · French: Vert" in page and "{&#x27;en" not in page


@pytest.mark.django_db
def test_a_name_is_read_only_by_those_who_may_see_the_person() -> None:
    organisation, lead = cast.organisation(), cast.representative(name="Lea")
    actions.change_organisation(actor=lead, organisation=organisation, details={"size_class": "small"})
    page = {
        who: cast.signed_in(person).get(address(organisation)).content.decode()
        for who, person in {
            "stranger": cast.person(),
            "colleague": cast.representative(name="Delphine", mandate="delegate"),
            "administrator": cast.administrator(),
        }.items()
    }
    assert "Lea" not in page["stranger"] and "A member of Atelier du Condroz" in page["stranger"]
    assert "<b>Lea</b>" in page["colleague"] and "<b>Lea</b>" in page["administrator"]


@pytest.mark.django_db
def test_a_membership_says_who_verified_it_by_name_or_from_afar_and_never_by_a_number() -> None:
    manager, lead = cast.cluster_manager(), cast.representative()
    member = cast.member(verified=False)
    actions.verify_membership(actor=manager, membership=member, evidence="Signed form")
    pages = {who: cast.signed_in(who).get(address(member)).content.decode() for who in (manager, lead)}
    assert manager.name in pages[manager]
    assert "A member of the site" in pages[lead] and manager.name not in pages[lead]
    assert not any(f"no. {manager.pk}<" in page for page in pages.values())
