"""Figures of speed and size; never part of the test suite."""
