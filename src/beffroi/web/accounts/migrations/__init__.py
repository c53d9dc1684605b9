"""Migrations of the slice `accounts`."""
