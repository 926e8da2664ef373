"""Apps: controls wired to domain and figures through one small toolkit."""
