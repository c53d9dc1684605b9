"""Monitoring: the results chain of a strategy, its indicators, what was measured, and where a deviation begins."""
