"""How pages of money show amounts and payment codes."""
