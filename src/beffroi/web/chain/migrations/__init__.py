"""Migrations of the evidence chain."""
