"""The receipt follows the sheet: what is added climbs or is crossed out, and nobody is advised."""

from __future__ import annotations

REFUSED = {
    ("receipt_app", "crew"): "is more than this crew may do (EMTs only)",
    ("receipt_app", "care"): "“balloon pump” is more than this crew may do (with a paramedic)",
}
