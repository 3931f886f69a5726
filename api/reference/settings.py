"""docs/settings.md from the table of settings."""

from __future__ import annotations

from pydantic import AliasChoices
from pydantic.fields import FieldInfo

from graph.settings import Settings

from .markdown import table


def page() -> str:
    """Every setting: name in the environment, default, bounds, meaning."""
    rows = [
        (f"`{_name(name, field)}`", _default(name, field), _bounds(field), field.description)
        for name, field in Settings.model_fields.items()
    ]
    rows.append(("`CAREERGRAPH_DEBUG`", "", "", "Set to 1: commands show the traceback of errors."))
    return "# Settings\n\nRead from the environment. Options of commands go before them.\n\n" + table(
        ("name", "default", "allowed", "meaning"), rows
    )


def _name(name: str, field: FieldInfo) -> str:
    if isinstance(field.validation_alias, AliasChoices):
        return str(field.validation_alias.choices[0])
    return f"{Settings.model_config['env_prefix']}{name}".upper()


def _default(name: str, field: FieldInfo) -> str:
    if field.default_factory is not None:
        # Differs from user to user: say what it is, not where it is here.
        return {"home": "the user's data folder", "cache": "the user's cache folder"}[name]
    return "" if field.default is None else f"`{field.default}`"


def _bounds(field: FieldInfo) -> str:
    values = getattr(field.annotation, "__args__", ())
    if values and all(isinstance(value, str) for value in values):
        return ", ".join(f"`{value}`" for value in values)
    low = next((part.ge for part in field.metadata if hasattr(part, "ge")), None)
    high = next((part.le for part in field.metadata if hasattr(part, "le")), None)
    return "" if low is None and high is None else f"{low} to {high}"
