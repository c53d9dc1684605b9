"""Reading what a price is found from: a YAML file."""

from pathlib import Path

from beffroi.analytics.appraisal.fields import MOST_SEED, Part, parse_part, read_part
from beffroi.analytics.appraisal.price.model import (
    DRAWS,
    MOST_DRAWS,
    Answer,
    Asked,
    Costs,
    Membership,
    PriceCase,
    StateAid,
    TakeUp,
)
from beffroi.analytics.errors import InputError
from beffroi.analytics.messages import Message

NEEDED = ("costs", "capacity", "take_up", "membership", "protect_share")
OPTIONAL = ("survey", "gabor_granger", "state_aid", "market_price", "draws", "seed")
COSTS = ("fixed", "variable")
TAKE_UP = ("pessimistic", "expected", "optimistic")
MEMBERSHIP = ("fee", "fee_share", "member_price", "members")
QUESTIONS = ("too_cheap", "cheap", "expensive", "too_expensive")
ASKED = ("price", "would_buy", "asked")


def read_case(path: Path) -> PriceCase:
    """What a price is found from, of a YAML file.

    Parameters
    ----------
    path : Path

    Returns
    -------
    PriceCase

    Raises
    ------
    InputError
        that names file, line, key and remedy.

    Examples
    --------
    >>> from beffroi.analytics.files import write_files
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     [path] = write_files(Path(folder), {"price.yaml": EXAMPLE})
    ...     read_case(path).costs
    Costs(fixed=6000.0, variable=80.0)
    """
    return _case(read_part(path, NEEDED, OPTIONAL))


def parse_case(name: str, text: str) -> PriceCase:
    """What a price is found from, of a YAML text.

    Parameters
    ----------
    name : str
        names the text in errors.
    text : str

    Returns
    -------
    PriceCase

    Raises
    ------
    InputError
        as `read_case`.

    Examples
    --------
    >>> parse_case("price.yaml", EXAMPLE.replace("12", "25"))
    Traceback (most recent call last):
    ...
    beffroi.analytics.errors.InputError: price.yaml, line 3, take_up: the take-up is out of order; write 1 ≤ ...
    """
    return _case(parse_part(name, text, NEEDED, OPTIONAL))


EXAMPLE = """\
costs: {fixed: 6000, variable: 80}
capacity: 40
take_up: {pessimistic: 12, expected: 20, optimistic: 30}
membership: {fee: 1500, fee_share: 0.5, member_price: 100, members: 120, uses_per_year: [0, 1, 2]}
protect_share: 0.75
survey: [{too_cheap: 80, cheap: 150, expensive: 300, too_expensive: 450}]
"""


def _case(part: Part) -> PriceCase:
    costs, take_up = _costs(part), _take_up(part)
    capacity = int(part.number("capacity", least=1, whole=True))
    if take_up.optimistic > capacity:
        said = "the optimistic take-up is larger than the capacity; lower the one or raise the other"
        raise part.wrong("take_up", Message(said))
    return PriceCase(
        costs,
        capacity,
        take_up,
        _membership(part),
        protect_share=part.number("protect_share", most=1),
        survey=_survey(part),
        gabor_granger=_asked(part),
        state_aid=_state_aid(part),
        draws=int(part.number("draws", 100, MOST_DRAWS, whole=True)) if part.given("draws") else DRAWS,
        seed=int(part.number("seed", most=MOST_SEED, whole=True)) if part.given("seed") else 1,
    )


def _costs(part: Part) -> Costs:
    costs = part.part("costs", COSTS)
    return Costs(costs.number("fixed"), costs.number("variable"))


def _take_up(part: Part) -> TakeUp:
    given = part.part("take_up", TAKE_UP)
    low, middle, high = (given.number(key, least=1) for key in TAKE_UP)
    try:
        return TakeUp(low, middle, high)
    except InputError as error:
        raise part.wrong("take_up", error.args[0]) from None


def _membership(part: Part) -> Membership:
    given = part.part("membership", MEMBERSHIP, ("uses_per_year",))
    uses = given.numbers("uses_per_year", whole=True) if given.given("uses_per_year") else ()
    return Membership(
        fee=given.number("fee"),
        fee_share=given.number("fee_share", most=1),
        member_price=given.number("member_price"),
        members=int(given.number("members", whole=True)),
        uses=tuple(map(int, uses)),
    )


def _survey(part: Part) -> tuple[Answer, ...]:
    """The answers; a price that is left out makes an answer unfinished, not wrong."""
    if not part.given("survey"):
        return ()
    answers = part.parts("survey", (), QUESTIONS)
    return tuple(Answer(*(each.number(key) if each.given(key) else None for key in QUESTIONS)) for each in answers)


def _asked(part: Part) -> tuple[Asked, ...]:
    if not part.given("gabor_granger"):
        return ()
    found: dict[float, Asked] = {}
    for each in part.parts("gabor_granger", ASKED):
        price = each.number("price")
        if price in found:
            raise each.wrong("price", Message("the price stands twice; add the numbers up"))
        would_buy, asked = (int(each.number(key, least, whole=True)) for key, least in (("would_buy", 0), ("asked", 1)))
        try:
            found[price] = Asked(price, would_buy, asked)
        except InputError as error:
            raise each.wrong("would_buy", error.args[0]) from None
    return tuple(found.values())


def _state_aid(part: Part) -> StateAid:
    market = part.number("market_price") if part.given("market_price") else None
    applies = part.given("state_aid") and part.choice("state_aid", ("true", "false")) == "true"
    return StateAid(applies, market)
