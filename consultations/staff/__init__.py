"""Screens of the editors' part: moderation, answers, reports."""
