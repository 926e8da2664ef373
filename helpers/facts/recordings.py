"""Real recordings of an ECG: a learner's own file, read in millivolts.

``read("my_recording.csv")`` reads a table whose first column is ``seconds`` and whose other
columns are leads; ``read("418")`` a record of WFDB, the format of PhysioNet, which needs the
package ``wfdb``. Whatever is wrong with a file is a :class:`FactError`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from helpers.facts.csv_rows import read_rows
from helpers.facts.errors import FactError
from helpers.facts.nearest import nearest

_TIME = "seconds"
_HIGHEST = 50.0  # millivolts from lowest to highest: no lead on the skin has that many
_SLOWEST, _FASTEST = 20.0, 20_000.0  # samples a second of anything that records an ECG
_LARGEST = 100_000_000  # bytes of a table: an hour of twelve leads at 250 samples a second
_SMALL = ("uv", "µv", "μv", "nv")
_FOREIGN = (*_SMALL, "v", "adu", "nu", "counts")


@dataclass(frozen=True)
class Recording:
    """A piece of one lead.

    Attributes:
        signal: millivolts; read-only.
        sampling_rate: samples a second.
        name: of the file or the record.
        lead: its name.
        start: where the piece begins, seconds from the start of the file.
    """

    signal: npt.NDArray[np.float64]
    sampling_rate: float
    name: str
    lead: str
    start: float = 0.0

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return self.signal.size / self.sampling_rate


def read(path: str | Path, lead: int | str = 0, start: float = 0, seconds: float = 10) -> Recording:
    """Read a piece of one lead from a CSV file or a WFDB record.

    Args:
        path: a file whose name ends in ``.csv``, or a WFDB record, with ``.hea`` or without;
            ``~`` is the home folder.
        lead: which of the leads, by its name or counted from 0.
        start: where the piece begins, in seconds.
        seconds: how long it is.

    Raises:
        FactError: where the file cannot be read so; the sentence says what was read and where.
    """
    file = _file(path)
    _check_piece(lead, start, seconds, file)
    reader = _read_csv if file.suffix.lower() == ".csv" else _read_wfdb
    return reader(file, lead, start, seconds)


def _file(path: str | Path) -> Path:
    """Where it lies on this computer."""
    if "://" in str(path):
        told = "this is an address; download the file first, and give its name on this computer"
        raise FactError(told, file=str(path))
    try:
        file = Path(path).expanduser()
        file.is_file()
        if "\0" in str(file):
            raise ValueError("it holds a NUL")
    except (OSError, RuntimeError, TypeError, ValueError) as error:
        told = str(error)[:60]
        shown = str(path)[:40].replace("\0", "?")
        raise FactError(f"this is no name of a file ({told}); give its name", file=shown) from None
    if not file.name:
        raise FactError("no file was named; give the name of a .csv or a record", file=file)
    return file


def _check_piece(lead: int | str, start: float, seconds: float, file: Path) -> None:
    """Refuse what cannot be a piece of anything."""
    for name, value in (("start", start), ("seconds", seconds)):
        if isinstance(value, bool) or not isinstance(value, int | float):
            told = f"{name} is {value!r}; give it as a number of seconds, without quotes"
            raise FactError(told, file=file)
    if isinstance(lead, bool) or not isinstance(lead, int | str):
        raise FactError(f"lead {lead!r} was asked for; give its name or its number", file=file)
    if not (math.isfinite(start) and start >= 0 and math.isfinite(seconds) and seconds > 0):
        raise FactError(
            f"a piece from second {start:g} that lasts {seconds:g} seconds was asked for; "
            "start at 0 or later, and ask for more than 0 seconds",
            file=file,
        )


# -- CSV -------------------------------------------------------------------------------------


def _read_csv(file: Path, lead: int | str, start: float, seconds: float) -> Recording:
    _check_size(file)
    header, rows = read_rows(file)
    if header[0].strip().lower() != _TIME:
        raise FactError(
            f"the first column is {header[0]!r}, so the sampling rate is not known; let the first "
            f"column be {_TIME!r}, the time of each sample, and the others the leads, with commas "
            "between them",
            file=file,
            row=1,
        )
    names = [name.strip() for name in header[1:]]
    for name in names:
        if name.lower() == _TIME or names.count(name) > 1:
            told = f"two columns are called {name!r}; let one be the time, and name each lead once"
            raise FactError(told, file=file, row=1)
    column = 1 + _place(lead, names, file)
    _check_unit(names[column - 1], file, lead=names[column - 1])
    time = np.array([_number(cells[0], file, row, header[0]) for row, cells in rows])
    rate = _rate(time, [row for row, _ in rows], file)
    first, last = _span(len(rows), rate, start, seconds, file)
    signal = [_number(cells[column], file, row, header[column]) for row, cells in rows[first:last]]
    return _recording(signal, rate, file, names[column - 1], first / rate)


def _check_size(file: Path) -> None:
    if file.is_file() and (size := file.stat().st_size) > _LARGEST:
        raise FactError(
            f"the file has {size / 1e6:.0f} megabytes, and at most {_LARGEST / 1e6:.0f} are read; "
            "save a shorter piece of it",
            file=file,
        )


def _number(text: str, file: Path, row: int, column: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise FactError(
            f"{text!r} is no number; give every sample in millivolts, with a point before the "
            "decimals, or cut the file before the gap",
            file=file,
            row=row,
            column=column,
        )
    return value


def _rate(time: npt.NDArray[np.float64], rows: Sequence[int], file: Path) -> float:
    """Samples a second, from times that may have been rounded."""
    length = time[-1] - time[0] if time.size > 1 else 0.0
    if length <= 0:
        raise FactError(
            f"{time.size} samples were read and their times do not rise, so the sampling rate is "
            f"not known; give the {_TIME} of at least two samples",
            file=file,
            column=_TIME,
        )
    step = length / (time.size - 1)
    away = np.abs(time - (time[0] + step * np.arange(time.size)))
    worst = int(np.argmax(away))
    if away[worst] > step:
        raise FactError(
            f"the samples are not evenly spaced: {time[worst]:g} s was read and "
            f"{time[0] + step * worst:g} s expected; cut the file at the gap",
            file=file,
            row=rows[worst],
            column=_TIME,
        )
    return float(round(1 / step, 3))


# -- WFDB ------------------------------------------------------------------------------------


def _read_wfdb(file: Path, lead: int | str, start: float, seconds: float) -> Recording:
    record = file.with_suffix("") if file.suffix.lower() in {".hea", ".dat"} else file
    header_file = record.with_name(f"{record.name}.hea")
    if not header_file.is_file():
        raise FactError(
            "there is no such header; a WFDB record is two files side by side, .hea and .dat, "
            "and the name of a table must end in .csv",
            file=header_file,
        )
    try:
        import wfdb
    except ImportError:
        raise FactError(
            "records of WFDB are read by the package wfdb, and it is not installed; install the "
            "extra named ecg (pip install wfdb), or give the lead as CSV",
            file=header_file,
        ) from None
    try:
        header = wfdb.rdheader(str(record))
        rate, names = float(header.fs), _named(header.sig_name or ())
        length = int(header.sig_len or 0)
        units = list(getattr(header, "units", None) or ())
    except Exception as error:  # of many kinds, for a file that is no header
        raise _unreadable(header_file, error) from error
    if isinstance(header, wfdb.MultiRecord):
        told = "it is a record of several segments; give the name of one of them"
        raise FactError(told, file=header_file)
    place = _place(lead, names, header_file)
    if units[place].lower() != "mv" or units[place] == "MV":
        raise _in_unit(units[place], names[place], header_file)
    if not length:
        told = "the header does not say how many samples there are; add their number to line 1"
        raise FactError(told, file=header_file)
    first, last = _span(length, rate, start, seconds, header_file)
    try:
        read = wfdb.rdrecord(str(record), sampfrom=first, sampto=last, channels=[place])
        signal = read.p_signal[:, 0].tolist()
    except Exception as error:
        raise _unreadable(record.with_name(f"{record.name}.dat"), error) from error
    return _recording(signal, rate, header_file, names[place], first / rate)


def _named(names: Iterable[str | None]) -> list[str]:
    """The leads' names; a header may leave some out."""
    return [name or f"lead {number}" for number, name in enumerate(names)]


def _unreadable(file: Path, error: Exception) -> FactError:
    said = " ".join(str(error).split()) or type(error).__name__
    return FactError(
        f"it cannot be read as a part of a WFDB record ({said}); get .hea and .dat again, both "
        "from the same place, and leave their names as they are",
        file=file,
    )


# -- both ------------------------------------------------------------------------------------


def _place(lead: int | str, names: Sequence[str], file: Path) -> int:
    """Which of the leads is meant."""
    if isinstance(lead, str):
        if lead in names:
            return names.index(lead)
        near = nearest(lead, names)
        hint = f"did you mean {near!r}?" if near else f"the leads are {', '.join(names) or 'none'}"
        raise FactError(f"there is no lead {lead!r}; {hint}", file=file)
    if not 0 <= lead < len(names):
        raise FactError(
            f"lead {lead} was asked for and {len(names)} were read ({', '.join(names) or 'none'}); "
            "the first is 0",
            file=file,
        )
    return int(lead)


def _check_unit(name: str, file: Path, lead: str) -> None:
    """Refuse a lead that says itself that it is not in millivolts: ``II (uV)``, ``II_uV``."""
    unit = name.replace("[", "(").rpartition("(")[2].strip(" )]") if name[-1:] in ")]" else ""
    if unit.lower() in _FOREIGN or unit == "MV":
        raise _in_unit(unit, lead, file)
    # Without brackets a lone V may be the name of a lead.
    last = name.replace("_", " ").split()[-1:]
    if last and last[0].lower() in _SMALL:
        raise _in_unit(last[0], lead, file)


def _in_unit(unit: str, lead: str, file: Path) -> FactError:
    return FactError(
        f"lead {lead!r} is in {unit}, and millivolts (mV) are needed; convert the values and "
        "write mV, or choose another lead",
        file=file,
    )


def _span(length: int, rate: float, start: float, seconds: float, file: Path) -> tuple[int, int]:
    """First sample of the piece, and the one after its last."""
    if not _SLOWEST <= rate <= _FASTEST:
        raise FactError(
            f"the sampling rate is {rate:g} samples a second, and an ECG has {_SLOWEST:g} to "
            f"{_FASTEST:,.0f}; look whether the times are in seconds",
            file=file,
        )
    if start * rate >= length - 0.5:
        raise FactError(
            f"the piece was to start at second {start:g}, and the recording lasts "
            f"{length / rate:.1f} seconds; start earlier",
            file=file,
        )
    if (start + seconds) * rate >= length + 0.5:
        raise FactError(
            f"{seconds:g} seconds from second {start:g} on were asked for, and the recording "
            f"lasts {length / rate:.1f} seconds; start earlier or ask for fewer",
            file=file,
        )
    first, last = round(start * rate), round((start + seconds) * rate)
    if last <= first:
        raise FactError(f"{seconds:g} seconds hold no sample; ask for more", file=file)
    return first, min(last, length)


def _recording(
    signal: Sequence[float], rate: float, file: Path, lead: str, start: float
) -> Recording:
    values = np.array(signal, dtype=float)
    gaps = np.flatnonzero(~np.isfinite(values))
    if gaps.size:
        raise FactError(
            f"the lead {lead!r} has a gap at second {start + gaps[0] / rate:.2f} "
            "(a value that is no number); choose a piece without",
            file=file,
        )
    height = float(np.ptp(values))
    if height > _HIGHEST:
        raise FactError(
            f"the lead {lead!r} is {height:.0f} high, and no heart gives that many millivolts; "
            "convert the values to millivolts",
            file=file,
        )
    values.flags.writeable = False
    return Recording(values, rate, file.stem, lead, start)
