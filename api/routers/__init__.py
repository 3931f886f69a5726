"""Endpoints, one module a topic. Each calls one function of a room below."""
