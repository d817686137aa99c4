"""Passwords of everybody who has an account: officers of agencies and staff of the portal."""
