"""Upload documents and read what was found in them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, File, Request, UploadFile

from etl.model import DocumentKind
from graph.errors import OversizeDocument, UnsupportedFormat

from ..problems import documented
from ..schemas import DocumentReply
from ..services import Services, ServicesDep


def _multipart(request: Request) -> None:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise UnsupportedFormat("uploads are multipart/form-data", where="Content-Type", fix="Send the field `file`")


router = APIRouter(prefix="/documents", tags=["documents"])
Upload = Annotated[UploadFile, File(description="PDF, DOCX, HTML, TXT, Markdown, JSON Resume or JSON-LD JobPosting.")]


@router.post(
    "/resume",
    summary="Upload a resume",
    response_model=DocumentReply,
    responses=documented(400, 413, 415, 503),
    dependencies=[Depends(_multipart)],
)
def upload_resume(file: Upload, services: ServicesDep) -> object:
    """Read a resume into the graph; what was found comes back with spans, and the person can be matched at once."""
    return _upload(services, file, "resume")


@router.post(
    "/posting",
    summary="Upload a posting",
    response_model=DocumentReply,
    responses=documented(400, 413, 415, 503),
    dependencies=[Depends(_multipart)],
)
def upload_posting(file: Upload, services: ServicesDep) -> object:
    """Read a posting into the graph; what was found comes back with spans, and the job can be matched at once."""
    return _upload(services, file, "posting")


@router.get(
    "/{id:path}", summary="What was read from a document", response_model=DocumentReply, responses=documented(404, 503)
)
def document(id: str, services: ServicesDep) -> object:
    """The facts from one document, by its id or that of its candidate or job, each with its place in the text."""
    from etl.describe import describe

    return describe(services.store, id) | {"made": services.made()}


def _upload(services: Services, file: UploadFile, kind: DocumentKind) -> object:
    from etl.describe import describe
    from etl.upload import ingest_bytes

    limit = services.config.max_document_mb * 2**20
    data = file.file.read(limit + 1)
    name = file.filename or "upload"
    if len(data) > limit:
        raise OversizeDocument(f"larger than {limit // 2**20} MiB", where=name, fix="Send a smaller file")
    id, new = ingest_bytes(services.store, data, name, kind, services.extractor())
    facts = describe(services.store, id)
    if services.model():
        services.embed(kind, facts["subject"])
        facts["embedded"] = True
    return facts | {"outcome": "loaded" if new else "unchanged", "made": services.made()}
