"""What can be wrong with a table, said so that it can be mended."""

from __future__ import annotations

from pathlib import Path


class FactError(ValueError):
    """A table, a schema or a citation that cannot be used.

    The message names the file, the row as a spreadsheet counts it (the header is row 1)
    and the column, then says what was read and what to do.
    """

    def __init__(
        self, message: str, *, file: Path | str, row: int | None = None, column: str | None = None
    ) -> None:
        self.file, self.row, self.column = Path(file).name, row, column
        super().__init__(f"{self._place()}: {message}")

    def _place(self) -> str:
        parts = [self.file]
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column is not None:
            parts.append(f"column {self.column!r}")
        return ", ".join(parts)
