"""docs/cli.md from the tree of commands."""

from __future__ import annotations

import inspect
import re
from enum import EnumType
from typing import Any

import typer

from ..cli.frame import EXIT_CODES
from .markdown import table


def page() -> str:
    """Every command: usage, arguments, options; and the exit codes."""
    from ..cli.app import app

    root: Any = typer.main.get_command(app)
    text = f"# Commands\n\n{root.help}\n\n## Exit codes\n\n{table(('code', 'meaning'), EXIT_CODES.items())}"
    text += (
        "\nAn error is one line on stderr: `error: WHERE: WHAT. FIX`. With `--json` a command prints one JSON object "
        "on stdout and nothing else there. Progress goes to stderr, and only when that is a terminal.\n"
    )
    return text + "".join(_command(path, command) for path, command in walk(root, "careergraph"))


def walk(command: Any, path: str) -> list[tuple[str, Any]]:
    """(path, command) of every command below, in the order of the help text."""
    found = [(path, command)]
    for name, child in getattr(command, "commands", {}).items():
        found += walk(child, f"{path} {name}")
    return found


def _command(path: str, command: Any) -> str:
    if hasattr(command, "commands") and path != "careergraph":
        return f"\n## {path}\n\n{inspect.cleandoc(command.help or '')}\n"
    context = typer.Context(command, info_name=path)
    usage = re.sub(r"[{\[]([\w=]+)[}\]](?=$| |\.)", _upper, " ".join(command.collect_usage_pieces(context)))
    text = f"\n{'##' if path.count(' ') < 2 else '###'} {path}\n\n"
    text += "" if path == "careergraph" else f"{inspect.cleandoc(command.help or '')}\n\n"
    text += f"```\n{path} {usage}\n```\n\n"
    rows = [record for parameter in command.get_params(context) if (record := _parameter(parameter))]
    return text + (table(("", "meaning", "default"), rows) if rows else "")


def _upper(match: re.Match[str]) -> str:
    name = match[1].upper()
    return f"[{name}]" if match[0].startswith("[") else name


def _parameter(parameter: Any) -> tuple[str, str, str] | None:
    if "--help" in parameter.opts:
        return None
    kind = parameter.param_type_name
    names = [*parameter.opts, *parameter.secondary_opts]
    name = ", ".join(names) if kind == "option" else (parameter.metavar or parameter.name.upper())
    annotation = parameter.type_descriptor.annotation
    choices: list[Any] = list(annotation) if isinstance(annotation, EnumType) else []
    meaning = (parameter.help or "") + (f" One of: {', '.join(choice.value for choice in choices)}." if choices else "")
    shown = parameter.show_default
    default = parameter.default
    if isinstance(shown, str):
        text = shown
    elif default is None or shown is False or callable(default) or default is False or default == []:
        text = "required" if parameter.required else ""
    else:
        text = f"`{getattr(default, 'value', default)}`"
    return f"`{name}`", meaning, text
