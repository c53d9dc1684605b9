"""Checks of a value when it is entered: what cannot be right is refused, what is unlikely is asked about."""
