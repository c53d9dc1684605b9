"""Pages of the observatory, one file an area."""
