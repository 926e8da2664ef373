"""What the domain refuses: a setting that makes no sense, said in words for a learner."""

from __future__ import annotations


class DomainError(ValueError):
    """A setting that cannot be, such as a shock before the collapse.

    An app answers it with its sentence. Any other exception, a plain ``ValueError`` too, is a
    fault of ours: the app shows it as one, and ``drive`` raises it.
    """
