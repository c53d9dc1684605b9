"""Sentences that can be said in another language later: the template and what fills it travel with the text."""

from typing import Any


class Message(str):
    """An English sentence that remembers its template and values, so that reporting can say it in French.

    It is a plain string everywhere else. Values may be messages themselves.

    >>> said = Message("{count} of {total} countries report", count=26, total=28)
    >>> said
    '26 of 28 countries report'
    >>> said.template, said.values["count"]
    ('{count} of {total} countries report', 26)
    """

    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, **values: Any) -> "Message":
        """Fill the template; the template itself stays available for translation."""
        said = super().__new__(cls, template.format(**values))
        said.template = template
        said.values = values
        return said

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle with template and values."""
        return (_rebuild, (self.template, self.values))


class Number(str):
    """A number inside a message, of six digits; a language may write its decimal point as it does.

    >>> [Number(value) for value in (0.5, 80.00000000000001, 1250000, 1e-9)]
    ['0.5', '80', '1250000', '1e-09']
    """

    def __new__(cls, value: float | str) -> "Number":
        """Write it; large numbers in full, as far as somebody reads them."""
        short = f"{float(value):.6g}"
        return super().__new__(
            cls, f"{float(value):.0f}" if "e+" in short and len(short) < len("1.23456e+15") else short
        )


class Day(str):
    """A year, a month or a day inside a message, in the form of ISO 8601; a language may write it in words.

    >>> Message("it starts on {day}", day=Day("2020-05-15"))
    'it starts on 2020-05-15'
    """


def _rebuild(template: str, values: dict[str, Any]) -> Message:
    return Message(template, **values)
