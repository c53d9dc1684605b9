"""What a program that books reads and sends."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Header
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from beffroi.web.core.api import Answer, Asked, Problem
from beffroi.web.services.rules import MOST_SEATS


def _is_text(text: str) -> str:
    if "\x00" in text:
        raise PydanticCustomError("null_character", "no text")
    return text


Text = Annotated[str, AfterValidator(_is_text)]
Money = Annotated[Decimal, Field(description="In euro.")]
KEY = "A key of your own: what is sent twice with one key is carried out once; the answer is then the same."
NeededKey = Annotated[
    str, Header(alias="Idempotency-Key", min_length=1, max_length=100, pattern=r"^[!-~]*$", description=KEY)
]
Key = Annotated[str, Header(alias="Idempotency-Key", max_length=100, pattern=r"^[!-~]*$", description=KEY)]
Audience = Literal["member", "other_member", "non_member"]
BookingWord = Literal["held", "review", "confirmed", "expired", "cancelled", "rejected"]
WaitWord = Literal["waiting", "offered", "accepted", "lapsed", "withdrawn"]


class OfferOut(Answer):
    """An offer of the public catalogue."""

    slug: str
    address: str = Field(description="The page on which the same is booked.")
    title: str
    summary: str
    cluster: str
    next_at: datetime | None = Field(description="When the next session that can be booked begins.")
    sessions_open: int = Field(description="How many sessions can be booked.")


class SessionOut(Answer):
    """A session and its seats."""

    key: UUID
    starts_at: datetime
    ends_at: datetime
    closes_at: datetime = Field(description="Until when it can be booked.")
    place: str
    capacity: int
    free: int
    waiting: int = Field(description="How many wait for seats.")
    is_open: bool
    refund_terms: str


class PriceOut(Answer):
    """What one seat costs an organisation, and why."""

    organisation: UUID | None = Field(description="None: somebody who acts for no organisation.")
    audience: Audience
    amount: Money = Field(description="A seat before tax, in euro.")
    tax_rate: Decimal = Field(description="Value-added tax, in percent.")
    gross: Money = Field(description="A seat with tax, in euro.")
    reason: str


class OfferDetail(OfferOut):
    """An offer with its sessions, and the price for each organisation of who asks."""

    sessions: list[SessionOut]
    prices: list[PriceOut] = Field(description="Empty where the offer is open to none of them.")


class AttendeeIn(Asked):
    """Who sits on a seat."""

    name: Text = Field(min_length=1, max_length=120)
    email: Text = Field("", max_length=254)
    needs: Text = Field("", max_length=500, description="What the organiser should know.")


class AskedFor(Asked):
    """Seats of a session for an organisation that the person of the token acts for."""

    session: UUID
    seats: int = Field(1, ge=1, le=MOST_SEATS)
    organisation: UUID | None = Field(None, description="May be left out by who acts for one only.")
    via: Text = Field("", max_length=50, description="Short name of the cluster whose network brought you.")


class Confirmed(Asked):
    """Who comes, and that the terms were read."""

    attendees: list[AttendeeIn] = Field(min_length=1, max_length=MOST_SEATS, description="One for each seat.")
    terms_read: Literal[True] = Field(description="The refund terms, as the offer states them, were read.")
    may_be_asked: bool = Field(False, description="You may be asked later what came of it.")


class BookingIn(AskedFor):
    """A booking; without `confirm` the seats are held for the minutes of the offer."""

    confirm: Confirmed | None = None


class CancelIn(Asked):
    """Which seats are given back."""

    seats: list[int] | None = Field(None, max_length=MOST_SEATS, description="Numbers of seats; none means all.")


class AttendeeOut(Answer):
    """A seat of a booking."""

    seat: int
    name: str
    email: str
    state: Literal["expected", "attended", "no_show", "replaced", "cancelled"]
    refund: Decimal | None = Field(description="What was given back, in euro.")


class Quoted(Answer):
    """What the booking costs, as it was shown; it never changes."""

    number: str
    seats: int
    amount: Money
    net: Money
    tax_rate: Decimal
    tax: Money
    gross: Money


class BookingOut(Answer):
    """A booking as it stands."""

    key: UUID
    address: str
    state: BookingWord
    says: str = Field(description="How it stands, in a sentence.")
    offer: str
    session: UUID
    starts_at: datetime
    organisation: str
    seats: int
    audience: Audience
    held_until: datetime | None
    quote: Quoted
    refund_terms: str
    attendees: list[AttendeeOut]


class EntryOut(Answer):
    """An entry of a waiting list as it stands."""

    key: UUID
    address: str
    state: WaitWord
    says: str
    offer: str
    session: UUID
    organisation: str
    seats: int
    position: int | None = Field(description="Place on the list, 1 first; none where it no longer waits.")
    offered_until: datetime | None
    booking: UUID | None


class WaitingList(Answer):
    """Where to wait for seats: send the same there."""

    address: str
    session: UUID
    waiting: int


class SoldOutProblem(Problem):
    """Too few seats are free; the waiting list is open."""

    waiting_list: WaitingList | None = None
