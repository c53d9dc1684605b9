"""Sentences that remember their template."""

import copy
import pickle

from beffroi.analytics.messages import Message


def test_a_message_survives_pickling_and_copying_with_template_and_values() -> None:
    said = Message("{who}: {why}", who="BE3", why=Message("{count} regions", count=2))
    for again in (pickle.loads(pickle.dumps(said)), copy.deepcopy(said)):  # noqa: S301 - our own bytes
        assert isinstance(again, Message)
        assert again == "BE3: 2 regions"
        assert (again.template, again.values) == (said.template, said.values)
        assert again.values["why"].template == "{count} regions"
