"""Backups: everything that cannot be made again, in one file, and its way back."""
