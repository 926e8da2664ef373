"""The engine ``life-support`` of papermill: ``papermill --engine life-support IN OUT``.

papermill loads this module while it is itself being loaded, and whoever loads this module first
may not have papermill loaded yet. So nothing here needs papermill before a notebook is run.
"""

from __future__ import annotations

from typing import Any

#: The name at papermill's entry point.
NAME = "life-support"


class LifeSupportEngine:
    """What papermill asks of an engine: a notebook run, its kernel's name and its language."""

    @classmethod
    def execute_notebook(cls, nb: Any, kernel_name: str, **options: Any) -> Any:
        """Run a notebook and give it back with its outputs.

        Args:
            options: those of papermill's engines, and ``told``: a function that is called with
                the exception that ended the notebook, as the object that it is.
        """
        from helpers.reports.managed import ManagedEngine

        return ManagedEngine.execute_notebook(nb, kernel_name, **options)

    @classmethod
    def nb_kernel_name(cls, nb: Any, name: str | None = None) -> Any:
        """The kernel that a notebook asks for."""
        from helpers.reports.managed import ManagedEngine

        return ManagedEngine.nb_kernel_name(nb, name)

    @classmethod
    def nb_language(cls, nb: Any, language: str | None = None) -> Any:
        """The language that a notebook is written in."""
        from helpers.reports.managed import ManagedEngine

        return ManagedEngine.nb_language(nb, language)


def register() -> None:
    """Make the engine known where the installation is older than its entry point."""
    from papermill.engines import papermill_engines

    papermill_engines.register(NAME, LifeSupportEngine)
