"""The hand-written source of the bundled sample, and what renders it."""
