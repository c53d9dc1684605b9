"""Commands of the observatory, called by `beffroi manage`."""
