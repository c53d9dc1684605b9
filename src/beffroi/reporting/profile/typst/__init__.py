"""The printed profile: its template, and what of a profile fills it."""
