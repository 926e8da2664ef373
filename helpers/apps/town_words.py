"""The choices of model, as apps and tables of the town call them."""

from __future__ import annotations

MODEL_NAMES = {"opals": "Ontario", "bakalos": "Bakalos", "larsen": "Larsen"}
