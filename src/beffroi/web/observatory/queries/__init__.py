"""Every read of the observatory, one file an area."""
