"""Backup and restore: database and files in one archive that either database can take."""
