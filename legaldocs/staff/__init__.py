"""Screens of the corpus in the editors' part."""
