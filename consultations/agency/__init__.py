"""The agency desk (``/co-quan/``): drafts an organization is asked about, and its one official reply."""
