"""Forms of the observatory, one file an area."""
