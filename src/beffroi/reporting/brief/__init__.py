"""A strategy on two pages, for somebody with five minutes."""
