"""Faults made on purpose, one a patch, and the tests that have to notice each.

A patch is a unified diff of the project with two lines above it::

    # what: the fault, in a few words
    # caught-by: tests/domain/test_survival.py tests/lessons/test_build.py::test_a_warning

Every test named must fail with the patch and pass without it. Lessons can be named too
(``notebooks/01_chain_of_survival.ipynb``); nbval runs them.
"""
