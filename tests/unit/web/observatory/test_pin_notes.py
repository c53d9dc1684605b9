"""The note of a pin: in one language, shown to all; or in both, each shown to those who read the site in it."""

from html import unescape

import pytest
from django.test import Client
from tests.unit.web import cast
from tests.unit.web.observatory.test_pins import TARGET, pinned

from beffroi.web.observatory.models import Pin

pytestmark = pytest.mark.django_db


def test_a_note_may_come_in_both_languages(client: Client) -> None:
    pin = pinned(note="For the context analysis", language="en", note_translated="Pour l’analyse du contexte")
    opening = {"en": "For the context", "fr": "Pour l’analyse"}
    for lang, other in (("en", "fr"), ("fr", "en")):
        for address in (f"/e/{pin.key}/?lang={lang}", f"/observe/pins/?lang={lang}"):
            page = unescape(client.get(address).content.decode())
            assert f'lang="{lang}">{opening[lang]}' in page
            assert opening[other] not in page
    told = client.get(f"/e/{pin.key}.json").json()
    assert told["note"] == {"text": "For the context analysis", "language": "en"}
    assert told["notes"] == {"en": "For the context analysis", "fr": "Pour l’analyse du contexte"}
    assert client.get(f"/api/v1/evidence/{pin.key}").json()["notes"] == told["notes"]
    assert pinned(note="For the context analysis").pk != pin.pk


def test_a_note_in_one_language_is_shown_in_that_language_to_all(client: Client) -> None:
    pin = pinned(note="Pour l’analyse", language="fr")
    assert 'lang="fr">Pour l’analyse' in unescape(client.get(f"/e/{pin.key}/?lang=en").content.decode())
    assert pin.notes == {"fr": "Pour l’analyse"}


def test_a_translation_needs_a_note() -> None:
    client = cast.signed_in(cast.person())
    sent = {"target": TARGET, "note": "", "language": "en", "note_translated": "Pour l’analyse"}
    refused = client.post("/observe/pins/", sent)
    assert refused.status_code == 400
    assert "Write the note first" in refused.content.decode()
    assert "Pour l’analyse" in unescape(refused.content.decode())
    assert not Pin.objects.exists()
    client.post("/observe/pins/", sent | {"note": "For the analysis"})
    assert Pin.objects.get().notes == {"en": "For the analysis", "fr": "Pour l’analyse"}
