"""Tests of the curriculum; the folders mirror ``helpers/``."""
