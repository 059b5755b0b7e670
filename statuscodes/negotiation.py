"""Which of the representations on offer a client prefers, by Accept and Accept-Encoding (RFC 9110, 12.4 and 12.5)."""

import re

QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"?')
WEIGHT = re.compile(r";\s*q\s*=\s*(\d?\.?\d{0,3})\s*(?:;|$)")
ALIASES = {"x-gzip": "gzip"}  # RFC 9110, 8.4.1.3


def preferred_type(accept: str | None, offered: tuple[str, ...]) -> str | None:
    """The media type that a client prefers; of equals the more exactly named, then the first named, then the first offered.

    None where it accepts none of them. Parameters of media ranges other than the weight are not compared.
    """
    if accept is None:
        return offered[0]
    weights = _weights(accept)
    named = list(weights)
    ranked = []
    for place, offer in enumerate(offered):
        ranges = ("*/*", f"{offer.partition('/')[0]}/*", offer)
        exactness = max((rank for rank, name in enumerate(ranges) if name in weights), default=None)
        if exactness is not None and weights[ranges[exactness]] > 0:
            ranked.append((-weights[ranges[exactness]], -exactness, named.index(ranges[exactness]), place, offer))
    return min(ranked)[-1] if ranked else None


def preferred_coding(accept_encoding: str | None, offered: tuple[str, ...]) -> str:
    """The content coding that a client prefers; of equals the first offered, and ``identity`` where it prefers none.

    Who accepts neither a coding on offer nor identity gets identity all the same, as RFC 9110, 12.4.1 allows.
    """
    weights = {ALIASES.get(name, name): weight for name, weight in _weights(accept_encoding or "").items()}
    others = weights.get("*", 0.0)
    best = max(offered, key=lambda coding: weights.get(coding, others), default="identity")
    least = weights.get("identity", 0.0)  # not named, it is acceptable, and wanted less than what is named
    return best if weights.get(best, others) > 0 and weights.get(best, others) >= least else "identity"


def _weights(field: str) -> dict[str, float]:
    """The elements of a list with their weights, in small letters and in their order; what is no weight counts as 1."""
    weights: dict[str, float] = {}
    for element in QUOTED.sub("", field.lower()).split(","):
        name, _, parameters = element.partition(";")
        found = WEIGHT.search(f";{parameters}")
        weight = float(found[1]) if found and found[1].strip(".") else 1.0
        weights.setdefault(name.strip(), weight if weight <= 1 else 1.0)
    return weights
