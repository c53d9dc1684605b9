"""Who gets what at the addresses of pilots: cluster and co-managers carry, insiders read, others see nothing."""

from typing import Any

from tests.unit.web.access_roles import EVERYBODY, INSIDE, LEADS, PEOPLE, Line, lines

from beffroi.web.services.queries.surveys import survey_token

CARRY = LEADS | {"cluster_manager"}
READ = INSIDE | {"cluster_manager"}
UNSEEN = dict.fromkeys(("person", "firm", "stranger", "other_manager"), "404")
BEGIN = LEADS | {"cluster_manager", "other_manager"}


def pilot(cast: Any) -> dict[str, Any]:
    return {"key": cast.pilots().pilot.key}


def step(cast: Any) -> dict[str, Any]:
    return pilot(cast) | {"name": "awareness"}


def service(cast: Any) -> dict[str, Any]:
    return pilot(cast) | {"service": cast.pilots().service.key}


def invitation(cast: Any) -> dict[str, Any]:
    return {"token": survey_token(cast.pilots().invitation)}


def booked(cast: Any) -> dict[str, Any]:
    return pilot(cast) | {"booking": cast.pilots().booking.key}


def aid(cast: Any) -> dict[str, Any]:
    return pilot(cast) | {"aid": cast.pilots().aid.key}


PILOTS: dict[str, Line] = {
    **lines("services:pilots", PEOPLE),
    **lines("services:start_pilot", BEGIN),
    **lines("services:pilot services:choose", READ, pilot, but=UNSEEN),
    **lines("services:edit_pilot services:weights services:criteria", CARRY, pilot, but=UNSEEN),
    **lines("services:edit_step services:add_document", CARRY, step, but=UNSEEN),
    **lines("services:candidate", CARRY, service, but=UNSEEN),
    **lines("services:choose_service", CARRY, service, method="post", but=UNSEEN),
    **lines("services:advance", CARRY, pilot, method="post", but=UNSEEN),
    **lines("services:corridor services:costs services:price_yaml", READ, pilot, but=UNSEEN),
    **lines(
        "services:curves_csv services:costs_yaml services:outcomes_csv services:spread_csv", READ, pilot, but=UNSEEN
    ),
    **lines(
        "services:price_inputs services:price_file services:take_price services:cost_rows services:cost_file",
        CARRY,
        pilot,
        but=UNSEEN,
    ),
    **lines("services:aid", CARRY, pilot, but=UNSEEN),
    **lines("services:declare_aid", CARRY, booked, but=UNSEEN),
    **lines("services:register_aid services:aid_paper", CARRY, aid, but=UNSEEN),
    **lines("services:survey_results", READ, pilot, but=UNSEEN),
    **lines("services:send_survey", CARRY, pilot, method="post", but=UNSEEN),
    **lines("services:survey", EVERYBODY, invitation),
    **lines("services:decide services:take_over", LEADS, pilot, but=UNSEEN),
}
