"""A resume as plain text, one column, top to bottom: what every other layout is compared with."""

from __future__ import annotations

from tests.etl.layouts.people import Person


def text(person: Person, *, bullet: str = "- ") -> str:
    """The whole resume."""
    heading = person.headings
    lines = [person.name, person.headline, " | ".join(person.contact), "", heading["summary"], person.summary, ""]
    lines.append(heading["experience"])
    for job in person.jobs:
        lines += [f"{job.title}, {job.company}, {job.place}", job.dates, *(bullet + task for task in job.tasks), ""]
    lines.append(heading["education"])
    lines += [f"{study.degree}, {study.school}, {study.dates}" for study in person.studies]
    lines += ["", heading["skills"]]
    lines += [f"{group}: {', '.join(names)}" for group, names in person.skills]
    lines += ["", heading["languages"], ", ".join(person.languages)]
    return "\n".join(lines) + "\n"
