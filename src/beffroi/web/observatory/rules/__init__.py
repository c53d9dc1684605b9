"""Pure decisions of the observatory, one file an area."""
