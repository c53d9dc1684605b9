"""Who was a member of the European Union in a year, by the country codes of Eurostat."""

_ALWAYS = frozenset(
    {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HU"}
    | {"IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"}
)


def eu_members(year: int) -> frozenset[str]:
    """Members in a year from 2007 on: 27; 28 with Croatia from 2013; 27 without the United Kingdom from 2020.

    >>> len(eu_members(2012)), len(eu_members(2015)), len(eu_members(2023))
    (27, 28, 27)
    """
    croatia = {"HR"} if year >= 2013 else set()
    kingdom = {"UK"} if year < 2020 else set()
    return frozenset(_ALWAYS | croatia | kingdom)
