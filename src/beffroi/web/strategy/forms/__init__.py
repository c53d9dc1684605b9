"""Forms of strategies."""
