"""Commands of strategies."""
