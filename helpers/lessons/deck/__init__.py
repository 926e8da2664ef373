"""A lesson on a wall: the same file as screens, with large type, live apps and no code."""
