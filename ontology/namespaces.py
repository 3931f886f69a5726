"""Ids as URIs and back: `cg:skill/python` is `https://careergraph.dev/id/cg/skill/python` in RDF."""

from __future__ import annotations

from urllib.parse import quote, unquote

NS = "https://careergraph.dev/ns#"
BASE = "https://careergraph.dev/id/"
#: Prefixes of ids that we gave; every other id is a URI by itself.
PREFIXES = ("cg", "onet", "zhocc", "esco")
SCHEMES = ("starter", "onet", "zh-occupations", "esco")


def to_uri(id: str) -> str:
    """The URI of a concept or scheme."""
    if id in SCHEMES:
        return f"{BASE}scheme/{id}"
    prefix, colon, rest = id.partition(":")
    return f"{BASE}{prefix}/{quote(rest, safe='/')}" if colon and prefix in PREFIXES else id


def from_uri(uri: str) -> str:
    """The id of a concept or scheme; the inverse of `to_uri`."""
    if not uri.startswith(BASE):
        return uri
    prefix, _, rest = uri.removeprefix(BASE).partition("/")
    return rest if prefix == "scheme" else f"{prefix}:{unquote(rest)}"
