"""What the service answers with, one module a topic. No schema has a place for identity."""

from __future__ import annotations

from .base import Lang, Reply
from .careers import CareerReply
from .documents import DocumentReply
from .feedback import FeedbackDone, FeedbackHistory, FeedbackIn
from .health import Health
from .matching import JobsPage, PeoplePage
from .ontology import ConceptPage

__all__ = [
    "CareerReply",
    "ConceptPage",
    "DocumentReply",
    "FeedbackDone",
    "FeedbackHistory",
    "FeedbackIn",
    "Health",
    "JobsPage",
    "Lang",
    "PeoplePage",
    "Reply",
]
