"""Every error that CareerGraph raises on purpose, in one tree.

    CareerGraphError
    ├── InputError                what a person gave us cannot be used        exit 2   HTTP 422
    │   ├── NotFound              an id or name that is not in the graph      exit 2   HTTP 404
    │   ├── GoldFileError         a bad line in an evaluation file            exit 2
    │   ├── OntologyError         an ontology file that breaks its rules      exit 2
    │   └── DocumentError         one document that cannot be read            exit 3   HTTP 422
    │       ├── EmptyDocument         no text at all
    │       ├── EncryptedDocument     needs a password
    │       ├── ScannedDocument       pages are pictures, there is no text layer
    │       ├── UnsupportedFormat     not a format that we read               HTTP 415
    │       ├── OversizeDocument      larger than the limit                   HTTP 413
    │       ├── BrokenEncoding        bytes that are no known text encoding
    │       └── BrokenDocument        damaged, or not what its name says
    ├── StoreError                the graph store cannot serve us             exit 4   HTTP 503
    │   ├── StoreUnavailable      no answer; trying again may help
    │   ├── StoreAuthFailed       the server refuses the login
    │   ├── StoreDownloadFailed   a part of the embedded server did not arrive whole
    │   ├── StorePortTaken        the wanted port is in use
    │   └── StoreOutOfMemory      the machine lacks memory for the server
    └── ModelError                a trained model cannot be used              exit 5   HTTP 409
        ├── NoModel               nothing trained yet
        ├── ModelMismatch         model and graph do not fit each other
        ├── NotEnoughData         too few facts in the graph to train on
        ├── NotReady              still being fitted                          HTTP 503
        └── WorseModel            what was trained is worse than what is in service

Each carries `what` happened, `where` (file, id, setting) and the `fix`; `str()` is one line of all three.
The CLI prints that line and exits with `exit_code`; the API sends it as application/problem+json with `status`.
"""

from __future__ import annotations

import re
from typing import ClassVar


class CareerGraphError(Exception):
    """Root of the tree.

    Attributes:
        what: what happened, a sentence without a full stop.
        where: the file, id or setting that it is about; empty if there is none.
        fix: what the reader can do, or the valid values; empty if nothing can be done.
    """

    exit_code: ClassVar[int] = 1
    status: ClassVar[int] = 500
    transient: ClassVar[bool] = False

    def __init__(self, what: str, *, where: str = "", fix: str = "") -> None:
        self.what, self.where, self.fix = what, where, fix
        super().__init__(what)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f". {self.fix}" if self.fix else ""
        return f"{place}{self.what}{advice}"

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the trip between processes, with all three parts."""
        return (_rebuild, (type(self), self.what, self.where, self.fix))

    @classmethod
    def code(cls) -> str:
        """Stable machine-readable name, e.g. `encrypted-document`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()


def _rebuild(cls: type[CareerGraphError], what: str, where: str, fix: str) -> CareerGraphError:
    return cls(what, where=where, fix=fix)


class InputError(CareerGraphError):
    """What a person gave us cannot be used."""

    exit_code = 2
    status = 422


class NotFound(InputError):
    """An id or name that is not in the graph."""

    status = 404


class GoldFileError(InputError):
    """A bad line in an evaluation file; `where` is FILE:LINE."""


class OntologyError(InputError):
    """An ontology file that breaks its rules; `where` is FILE:LINE or a concept id."""


class DocumentError(InputError):
    """One document that cannot be read; the others go on."""

    exit_code = 3


class EmptyDocument(DocumentError):
    """There is no text at all."""


class EncryptedDocument(DocumentError):
    """The document needs a password."""


class ScannedDocument(DocumentError):
    """The pages are pictures, there is no text layer."""


class UnsupportedFormat(DocumentError):
    """Not a format that we read."""

    status = 415


class OversizeDocument(DocumentError):
    """Larger than the limit."""

    status = 413


class BrokenEncoding(DocumentError):
    """Bytes that are no known text encoding."""


class BrokenDocument(DocumentError):
    """Damaged, or not what its name says."""


class StoreError(CareerGraphError):
    """The graph store cannot serve us."""

    exit_code = 4
    status = 503


class StoreUnavailable(StoreError):
    """No answer from the server; trying again may help."""

    transient = True


class StoreAuthFailed(StoreError):
    """The server refuses the login."""


class StoreDownloadFailed(StoreError):
    """A part of the embedded server did not arrive whole; what did arrive is kept."""

    transient = True


class StorePortTaken(StoreError):
    """The wanted port is in use."""


class StoreOutOfMemory(StoreError):
    """The machine lacks the memory for the server."""


class ModelError(CareerGraphError):
    """A trained model cannot be used."""

    exit_code = 5
    status = 409


class NoModel(ModelError):
    """Nothing has been trained yet."""


class ModelMismatch(ModelError):
    """Model and graph do not fit each other."""


class NotEnoughData(ModelError):
    """Too few facts in the graph to train on."""


class NotReady(ModelError):
    """What was asked for is still being fitted."""

    status = 503
    transient = True


class WorseModel(ModelError):
    """What was trained does worse than the model in service, which therefore stays."""
