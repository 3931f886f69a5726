"""Metrics, guards against leakage, and the tasks of the evaluation contract."""
