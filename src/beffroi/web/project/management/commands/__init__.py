"""Commands of the site, called by `beffroi manage`."""
