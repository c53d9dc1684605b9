"""Migrations of strategies."""
