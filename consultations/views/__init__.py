"""Public pages of consultations."""
