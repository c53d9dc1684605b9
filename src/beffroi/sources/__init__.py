"""Connectors to statistical offices and to partners of the site: the only code that talks to the network."""
