"""Migrations of piloting."""
