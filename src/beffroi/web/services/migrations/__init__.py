"""Migrations of services on demand."""
