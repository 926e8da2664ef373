"""Values in, a matplotlib figure out: no controls, no files, no ``pyplot``."""
