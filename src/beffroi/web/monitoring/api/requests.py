"""What a reporter is asked for, and the answers: the same actions and checks as on the page."""

from collections.abc import Callable
from hashlib import sha256
from typing import Annotated, Any, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import override
from ninja import File, Header, Router, Status
from ninja.files import UploadedFile
from ninja.pagination import paginate

from beffroi.web.core.api import Pages, Problem, Refused, strict
from beffroi.web.core.editions import CHANGED
from beffroi.web.core.submission import OtherContent, once_by_key
from beffroi.web.monitoring import actions
from beffroi.web.monitoring.actions.entries import Answer, Doubtful
from beffroi.web.monitoring.actions.requests import SETTLED
from beffroi.web.monitoring.api.schemas import AnswerIn, AnswersIn, Problems, RequestDetail, RequestOut
from beffroi.web.monitoring.api.writing import problem_json, request_json, row_json
from beffroi.web.monitoring.collecting_rules import as_decimal
from beffroi.web.monitoring.models import DataRequest
from beffroi.web.monitoring.queries.answers import EntryRow, answer_rows, edition_of_answers, values_of
from beffroi.web.monitoring.queries.requests import my_requests
from beffroi.web.monitoring.queries.visible import own_requests
from beffroi.web.monitoring.report_file import too_fine

router = Router(tags=["reporting"])
Lang = Literal["en", "fr"]
Once = Annotated[
    str,
    Header(
        alias="Idempotency-Key", max_length=100, pattern=r"^[!-~]*$",
        description="A key of your own: what is sent twice with one key within two days is carried out once.",
    ),
]  # fmt: skip
WRITTEN: dict[Any, Any] = {200: RequestDetail, 404: Problem, 409: Problem, 422: Problems}


@router.get("", response=list[RequestOut], summary="What you are asked to report")
@strict
@paginate(Pages)
def requests(request: HttpRequest, lang: Lang = "en") -> list[dict[str, Any]]:
    """Your own requests, the latest period first, at most a hundred."""
    with override(lang):
        return [row_json(row) for row in my_requests(request.user)]


@router.get("/{uuid:key}", response={200: RequestDetail, 404: Problem}, summary="One request with its values")
@strict
def one_request(request: HttpRequest, key: UUID, lang: Lang = "en") -> dict[str, Any]:
    """What is asked, what stands, what is doubtful."""
    with override(lang):
        return request_json(_own(request, key))


@router.post("/{uuid:key}/answers", response=WRITTEN, summary="Keep a draft, or send for good")
@strict
def answer(request: HttpRequest, key: UUID, said: AnswersIn, once: Once = "", lang: Lang = "en") -> Any:
    """All of it or nothing: an error is refused, a warning needs an explanation; no value needs a reason."""
    with override(lang):
        found = _own(request, key)
        rows = {row.entry.key: row for row in answer_rows(found)}
        answers = {_row(rows, one.key).entry.pk: _answer(_row(rows, one.key), one) for one in said.answers}

        def save() -> None:
            actions.save_answers(
                actor=request.user, request_of=found, answers=answers, seen=said.edition, is_sent=said.send
            )

        return _written(request, key, once, said.model_dump_json(), save)


@router.post("/{uuid:key}/values/{uuid:value}/files", response=WRITTEN, summary="Attach an evidence file")
@strict
def attach(
    request: HttpRequest, key: UUID, value: UUID, file: Annotated[UploadedFile, File()], once: Once = "",
    lang: Lang = "en",
) -> Any:  # fmt: skip
    """A file beside what stands of a value that is not sent."""
    with override(lang):
        found = _own(request, key)
        rows = answer_rows(found)
        entry = _row({row.entry.key: row for row in rows}, value).entry
        said = Answer(
            values=values_of(entry), note=entry.note, explanation=entry.explanation, nothing=entry.nothing,
            reason=entry.reason, files=[file],
        )  # fmt: skip

        def save() -> None:
            seen = edition_of_answers(rows)
            actions.save_answers(actor=request.user, request_of=found, answers={entry.pk: said}, seen=seen)

        return _written(request, key, once, _digest(file), save)


@router.post("/{uuid:key}/values/{uuid:value}/correction", response=WRITTEN, summary="Begin a correction")
@strict
def correct(request: HttpRequest, key: UUID, value: UUID, once: Once = "", lang: Lang = "en") -> Any:
    """A new draft beside a published value; send it with the right value and the reason."""
    with override(lang):
        entry = _row({row.entry.key: row for row in answer_rows(_own(request, key))}, value).entry
        return _written(
            request, key, once, "correction", lambda: actions.start_correction(actor=request.user, entry=entry)
        )


def _digest(file: UploadedFile) -> str:
    digest = sha256(str(file.name).encode())
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _own(request: HttpRequest, key: UUID) -> DataRequest:
    found = own_requests(request.user).filter(key=key).first()
    if found is None:
        raise Refused(404, _("You are asked for nothing under this key; the list of requests has yours."), "key")
    return found


def _row(rows: dict[UUID, EntryRow], key: UUID) -> EntryRow:
    if key not in rows:
        raise Refused(404, _("This request has no value %(key)s; read it again.") % {"key": key}, "key")
    return rows[key]


def _answer(row: EntryRow, said: AnswerIn) -> Answer:
    values = {} if said.value is None else {"": said.value}
    unknown = next((part for part in said.parts if part not in row.indicator.breakdown), None)
    if unknown is not None:
        detail = _("%(code)s has no part “%(part)s”; its parts are in part_names.")
        raise Refused(422, detail % {"code": row.node.code, "part": unknown[:60]}, "parts")
    read = {part: as_decimal(str(value)) for part, value in (values | said.parts).items()}
    if None in read.values():
        raise Refused(422, _("%(code)s: the number is too long.") % {"code": row.node.code}, "value")
    said_finer = next(filter(None, (too_fine(value, ".") for value in read.values() if value is not None)), "")
    if said_finer:
        raise Refused(422, f"{row.node.code}: {said_finer}", "value")
    kept = {part: value for part, value in read.items() if value is not None}
    return Answer(kept, said.note, said.explanation, said.nothing, said.reason)


def _written(request: HttpRequest, key: UUID, once: str, content: str, do: Callable[[], Any]) -> Any:
    """Do it once, and give the request as it stands then; or say what stands against it, and nothing is kept."""
    try:
        once_by_key(request.user, request.path, once, sha256(content.encode()).hexdigest(), do)
    except OtherContent:
        said = _("This key was used for something else; take a new key for what is new.")
        raise Refused(422, said, "Idempotency-Key") from None
    except Doubtful as error:
        rows = {row.entry.pk: row for row in answer_rows(_own(request, key))}
        told = {"detail": " ".join(error.messages), "problems": [problem_json(rows, one) for one in error.problems]}
        return Status(422, told)
    except ValidationError as error:
        code = getattr(error, "code", None)
        if code == CHANGED:
            raise Refused(409, _("This changed since you read it; read it again, then send."), "edition") from None
        raise Refused(409 if code == SETTLED else 422, " ".join(error.messages)) from None
    return request_json(_own(request, key))
