"""Sample content of a fictitious ministry, loaded once by ``manage.py load_demo``; never in production."""
