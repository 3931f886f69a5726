"""The settings of CareerGraph: one table of name, default, bound and meaning, read from the environment.

`docs/settings.md` is generated from this table (`careergraph docs`), so a setting without a sentence does not pass.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import platformdirs
from pydantic import AliasChoices, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.errors import InputError


class Settings(BaseSettings):
    """Values come from the environment (`CAREERGRAPH_HOME=…`), else from the defaults here."""

    model_config = SettingsConfigDict(env_prefix="CAREERGRAPH_", extra="ignore", populate_by_name=True)

    home: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("careergraph")),
        description="Folder of the embedded database and of trained models.",
    )
    cache: Path = Field(
        default_factory=lambda: Path(platformdirs.user_cache_dir("careergraph")),
        description="Folder of downloaded server parts; may be deleted at any time.",
    )
    neo4j_uri: str | None = Field(
        default=None,
        validation_alias=AliasChoices("NEO4J_URI", "neo4j_uri"),
        description="A Neo4j server to use, e.g. bolt://host:7687; without it the embedded server is started.",
    )
    neo4j_user: str = Field(
        default="neo4j",
        validation_alias=AliasChoices("NEO4J_USER", "neo4j_user"),
        description="Login of the server named by NEO4J_URI.",
    )
    neo4j_password: SecretStr | None = Field(
        default=None,
        validation_alias=AliasChoices("NEO4J_PASSWORD", "neo4j_password"),
        description="Password of the server named by NEO4J_URI.",
    )
    neo4j_version: Literal["2026", "5.26"] = Field(
        default="2026", description="Which Neo4j the embedded server runs: current, or long-term support."
    )
    neo4j_port: int = Field(
        default=0, ge=0, le=65535, description="Bolt port of the embedded server; 0 takes any free one."
    )
    neo4j_heap_mb: int = Field(
        default=1024, ge=256, le=65536, description="Largest Java heap of the embedded server, in MiB."
    )
    neo4j_page_cache_mb: int = Field(
        default=512, ge=16, le=1048576, description="Page cache of the embedded server, in MiB."
    )
    device: Literal["auto", "cpu", "cuda"] = Field(
        default="auto", description="Where models run; auto takes a GPU if there is one."
    )
    encoder: str = Field(
        default="minilm",
        description="Text encoder: minilm (installed with the package), or a local folder or hub name of another.",
    )
    taggers: Literal["on", "off"] = Field(
        default="on", description="Whether trained taggers vote in extraction; off: gazetteer and rules alone, faster."
    )
    tagger_skillspan: Path | None = Field(
        default=None, description="Folder of a tagger for English postings in place of the shipped one (train-tagger)."
    )
    tagger_resume_en: Path | None = Field(
        default=None, description="Folder of a tagger for English resumes in place of the shipped one (train-tagger)."
    )
    tagger_resume_zh: Path | None = Field(
        default=None, description="Folder of a tagger for Chinese resumes in place of the shipped one (train-tagger)."
    )
    titles: Path | None = Field(
        default=None, description="Folder of learnt job titles in place of the shipped ones (train-titles)."
    )
    feedback_half_life_days: float = Field(
        default=180.0, gt=0, le=36_500, description="After so many days feedback counts half in matching and training."
    )
    index_precision: Literal["f32", "i8"] = Field(
        default="f32", description="Bits of the approximate index (above 200,000 jobs or people): i8 takes less memory."
    )
    workers: int = Field(default=0, ge=0, le=256, description="Processes that read documents; 0 takes one per core.")
    max_document_mb: int = Field(default=20, ge=1, le=1024, description="Largest document that is read, in MiB.")
    host: str = Field(default="127.0.0.1", description="Address that the API listens on.")
    port: int = Field(default=8000, ge=1, le=65535, description="Port that the API listens on.")


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once.

    Raises:
        InputError: a value that a setting does not take.
    """
    try:
        return Settings()
    except ValidationError as error:
        told = "; ".join(_told(problem) for problem in error.errors(include_url=False))
        raise InputError(told, where="environment", fix="Correct it or leave it out") from None


def _told(problem: Any) -> str:
    """`CAREERGRAPH_TAGGERS is 'maybe'; it takes 'on' or 'off'`, without the value of a password."""
    name = ".".join(str(part) for part in problem["loc"])
    variable = name if name.isupper() else f"CAREERGRAPH_{name.upper()}"
    value = "" if "password" in name.casefold() else f" is {problem['input']!r}"
    expected = problem.get("ctx", {}).get("expected")
    return f"{variable}{value}; it takes {expected}" if expected else f"{variable}{value}: {problem['msg']}"
