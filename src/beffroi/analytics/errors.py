"""The one error that a user is meant to read."""


class InputError(ValueError):
    """Input that cannot be used: one sentence that says what is wrong, where, and what to do.

    The command line prints the sentence and ends with exit code 2; the web shows it at the field; the API answers
    4xx with it. Anything else that is raised is a fault of Beffroi.

    >>> raise InputError("table.csv, row 3, column value: 'abc' is not a number; write a number or leave it empty.")
    Traceback (most recent call last):
    ...
    beffroi.analytics.errors.InputError: table.csv, row 3, column value: 'abc' is not a number; write a number or ...
    """
