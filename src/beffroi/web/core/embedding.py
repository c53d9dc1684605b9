"""Pages made to stand inside the pages of other sites; all others refuse to be framed.

Such a page has no form, no script and nothing of whoever looks at it, so that it does no harm wherever it stands; it
sets no cookie, also where its address names a language.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from csp.constants import NONE
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_exempt

P = ParamSpec("P")
MARK = "is_embeddable"
FRAMED = {"frame-ancestors": ["*"], "script-src": [NONE], "connect-src": [NONE], "form-action": [NONE]}


def embeddable(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let any site frame a page."""

    @xframe_options_exempt
    @csp_replace(FRAMED)
    @wraps(view)
    def run(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        setattr(answer, MARK, True)
        return answer

    setattr(run, MARK, True)
    return run  # type: ignore[return-value]  # the decorators speak of views of any kind
