"""Connectors to statistical offices: the only code of Beffroi that talks to the network."""
