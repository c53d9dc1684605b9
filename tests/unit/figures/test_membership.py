"""Who was a member of the Union in a year."""

from beffroi.figures.membership import eu_members


def test_croatia_joined_in_2013_and_the_united_kingdom_left_in_2020() -> None:
    assert "HR" not in eu_members(2012)
    assert "HR" in eu_members(2013)
    assert "UK" in eu_members(2019)
    assert "UK" not in eu_members(2020)
    assert len(eu_members(2015)) == 28
