"""The packages of the life support curriculum, each in its layer; CONTRIBUTING.md names them."""
