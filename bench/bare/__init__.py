"""The floor: what the least Django costs for the same pages, on the same server in the same run."""
