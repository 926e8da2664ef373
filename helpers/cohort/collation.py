"""Names in the order of the region's own alphabet, whatever machine the report is made on.

The rules are those of the Unicode Common Locale Data Repository (CLDR): first the letters, then
their accents. Capitals count for nothing, so that two people of one name stand by their ids. What
a country orders in a way of its own is a chain: ``"n < ñ"`` puts ñ after n as a letter of its own;
``=`` makes a letter as good as the one before.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType

import pandas as pd

from helpers.domain.certification.names import key

_DOTLESS = "\u0131"
_SCANDINAVIAN = "z < æ = ä < ø = ö < å = aa"
_SWEDISH = "z < å < ä = æ < ö = ø"
_CROATIAN = "c < č < ć; d < đ; s < š; z < ž"
_CZECH = "c < č; h < ch; r < ř; s < š; z < ž"
#: What differs from the common order, by a country's name.
_CHAINS: Mapping[str, str] = MappingProxyType(
    {
        "albania": "c < ç; e < ë",
        "bosnia": _CROATIAN,
        "croatia": _CROATIAN,
        "czech": _CZECH,
        "denmark": _SCANDINAVIAN,
        "estonia": "s < š < z < ž; w < õ < ä < ö < ü",
        "finland": _SWEDISH,
        "hungary": "c < cs; g < gy; l < ly; n < ny; o < ö = ő; s < sz; t < ty; u < ü = ű; z < zs",
        "iceland": "a < á; d < ð; e < é; i < í; o < ó; u < ú; y < ý; z < þ < æ < ö = ø < å",
        "latvia": "c < č; g < ģ; k < ķ; l < ļ; n < ņ; s < š; z < ž",
        "lithuania": "c < č; i = y; s < š; z < ž",
        "norway": _SCANDINAVIAN,
        "poland": "a < ą; c < ć; e < ę; l < ł; n < ń; o < ó; s < ś; z < ź < ż",
        "romania": "a < ă < â; i < î; s < ș = ş; t < ț = ţ",
        "serbia": _CROATIAN,
        "slovakia": "a < ä; c < č; h < ch; o < ô; s < š; z < ž",
        "slovenia": _CROATIAN,
        "spain": "n < ñ",
        "sweden": _SWEDISH,
        "turkey": f"c < ç; g < ğ; h < {_DOTLESS}; o < ö; s < ş; u < ü",
        "vietnam": "a < ă < â; d < đ; e < ê; o < ô < ơ; u < ư",
    }
)
#: Other names of the same countries, and countries that write as another does.
_SAME: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("argentina", "chile", "colombia", "mexico", "peru", "españa"), "spain"),
        **{"sverige": "sweden", "suomi": "finland", "norge": "norway", "danmark": "denmark"},
        **{"türkiye": "turkey", "polska": "poland", "česko": "czech", "magyarország": "hungary"},
        **{"ísland": "iceland", "hrvatska": "croatia", "eesti": "estonia"},
    }
)
_WORDS = re.compile(r"\w+")
_AFTER = "\U0010fffd"  # sorts behind every letter that can follow


def sort_key(region: str) -> Callable[[str], tuple[str, str]]:
    """What names are ordered by in a region; regions that are not known use the common order.

    Args:
        region: as cohort.toml says it, for example ``Ohio, United States``.
    """
    letters = _letters(region)
    found = re.compile("|".join(sorted(map(re.escape, letters), key=len, reverse=True)) or r"(?!)")

    def of(name: str) -> tuple[str, str]:
        small = unicodedata.normalize("NFC", name).casefold().replace("i\u0307", "i")
        if _DOTLESS in letters:  # two letters, of which the capitals are I and İ
            turned = unicodedata.normalize("NFC", name).replace("I", _DOTLESS).replace("İ", "i")
            small = turned.casefold()
        own = found.sub(lambda hit: letters[hit[0]], small)
        first = " ".join(key(part) if part.strip() else "" for part in own.split())
        return first, small

    return of


def _letters(region: str) -> dict[str, str]:
    """Letters of a region's own, each with what it is ordered as."""
    words = _WORDS.findall(region.casefold())
    country = next(
        (_SAME.get(word, word) for word in words if _SAME.get(word, word) in _CHAINS), ""
    )
    found = {}
    for chain in _CHAINS.get(country, "").split(";"):
        place, behind = "", ""
        for sign, letter in re.findall(r"(^|<|=)\s*(\w+)", chain.strip()):
            if not sign:
                place = letter
                continue
            behind += _AFTER if sign == "<" else ""
            found[letter] = place + behind
    return found


def sorted_names(roster: pd.DataFrame, region: str) -> pd.DataFrame:
    """The roster in the order of its names, and of ids where two people have one name."""
    of = sort_key(region)
    keys = [(of(name), learner) for name, learner in roster[["name", "learner_id"]].to_numpy()]
    return roster.iloc[sorted(range(len(keys)), key=keys.__getitem__)]
