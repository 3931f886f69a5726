"""The surface: CLI commands, the HTTP service and its pages. Each calls the rooms below and decides nothing itself."""
