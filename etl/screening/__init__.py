"""Which job area a resume belongs to: texts without identity in, one category out.

A category is what people call their own field. It says nothing about whether somebody fits a job, so nothing here may
be used to reject people (docs/limits.md).
"""
