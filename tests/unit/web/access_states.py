"""Who gets what at the addresses of a strategy in the other state, by two rules on top of the table of access.

The table has a strategy in force, with a draft beside it, that is read and written; and one that is piloted and
monitored before anything is published. Here the first has a draft only, and the second is in force:

- of a strategy of which nothing is published, those outside do not learn that it is there, whatever they ask for;
- of a strategy in force everybody knows, so its rooms are refused to them in so many words; the things in these rooms,
  which have no page of their own outside, stay unseen.
"""

from dataclasses import replace
from typing import Any

from tests.unit.web.access_issued import IN_FORCE
from tests.unit.web.access_roles import INSIDE, NOBODY, OUTSIDE, UNSEEN, Line
from tests.unit.web.access_table import TABLE, of_strategy

REFUSED = dict.fromkeys(OUTSIDE, "403")
_THINGS = """
    piloting:action piloting:add_decision piloting:add_point piloting:add_seat piloting:agree_mandate
    piloting:answer_meeting piloting:body piloting:build_agenda piloting:cancel_meeting piloting:correct_minutes
    piloting:decide piloting:drop_decision piloting:edit_body piloting:edit_decision piloting:edit_flow
    piloting:edit_mandate piloting:edit_meeting piloting:edit_seat piloting:end_flow piloting:end_term
    piloting:give_term piloting:hold_meeting piloting:invite piloting:mandate piloting:meeting
    piloting:meeting_ics piloting:note_flow piloting:plan_meeting piloting:remove_seat
    piloting:report_deliverable piloting:start_mandate piloting:step_mandate piloting:step_minutes
    piloting:write_minutes monitoring:correct monitoring:edit_indicator monitoring:indicator monitoring:measure
    monitoring:add_finding monitoring:alert monitoring:decide_mitigation monitoring:edit_finding
    monitoring:edit_mitigation monitoring:effect monitoring:give_alert monitoring:mitigation monitoring:propose
    monitoring:snooze_alert monitoring:wake_alert monitoring:withdraw_mitigation monitoring:ask monitoring:move_period
    monitoring:remove_value_rule monitoring:send_link
"""
INSIDE_THE_ROOMS = frozenset(_THINGS.split())


def first_version(cast: Any) -> dict[str, Any]:
    return {**of_strategy(cast), "number": 1}


def hidden(line: Line) -> Line:
    """The line of a strategy of which nothing is published."""
    visitor = "404" if "visitor" in line.may else line.visitor
    return replace(line, may=line.may & INSIDE, visitor=visitor, but=line.but | UNSEEN)


def known(line: Line) -> Line:
    """The line of a room of a strategy in force."""
    return replace(line, but=line.but | REFUSED)


OTHER_STATE: dict[str, Line] = {
    **{name: hidden(line) for name, line in TABLE.items() if name.startswith("strategy:") and callable(line.arguments)},
    **{
        name: line if name in INSIDE_THE_ROOMS else known(line)
        for name, line in TABLE.items()
        if name.startswith(("piloting:", "monitoring:")) and callable(line.arguments)
    },
    **IN_FORCE,
    "strategy:version_publish": hidden(replace(TABLE["strategy:version_publish"], arguments=first_version)),
    # There is no second version to compare with
    "strategy:differences": replace(TABLE["strategy:differences"], may=NOBODY),
    "strategy:differences_json": replace(TABLE["strategy:differences_json"], may=NOBODY),
}
