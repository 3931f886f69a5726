"""The process that holds the JVM: builds the server, says that it is ready, waits for SIGTERM.

Started by `graph.server` as `python -m graph.embedded.child CONFIG.json`; never imported by anything else.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

import jpype

OPENS = ("java.nio", "java.io", "sun.nio.ch")


def jvm_flags(java_version: int, heap_mb: int) -> list[str]:
    """Flags that make the server start quietly; -Xrs leaves SIGTERM to us."""
    flags = ["-Xrs", f"-Xmx{heap_mb}m", "-XX:+ExitOnOutOfMemoryError", "-XX:+UseG1GC"]
    flags += [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENS]
    flags.append("--enable-native-access=ALL-UNNAMED")
    if java_version >= 24:
        flags.append("--sun-misc-unsafe-memory-access=allow")
    return flags


def build_server(config: dict[str, Any]) -> Any:
    """Build and start the database service inside this JVM."""
    paths = jpype.JClass("java.nio.file.Path")
    settings = jpype.JClass("org.neo4j.configuration.GraphDatabaseSettings")
    bolt = jpype.JClass("org.neo4j.configuration.connectors.BoltConnector")
    address = jpype.JClass("org.neo4j.configuration.helpers.SocketAddress")
    builder_class = jpype.JClass("org.neo4j.dbms.api.DatabaseManagementServiceBuilder")
    yes, no = jpype.java.lang.Boolean.TRUE, jpype.java.lang.Boolean.FALSE
    builder = builder_class(paths.of(config["folder"]))
    builder.setConfig(bolt.enabled, yes)
    builder.setConfig(bolt.listen_address, address("127.0.0.1", config["port"]))
    builder.setConfig(bolt.advertised_address, address("127.0.0.1", config["port"]))
    builder.setConfig(settings.auth_enabled, yes)
    builder.setConfig(settings.allow_file_urls, no)
    builder.setConfig(settings.pagecache_memory, jpype.JLong(config["page_cache_mb"] * 1024 * 1024))
    return builder.build()


def main() -> None:
    """Run the server until SIGTERM or SIGINT; the state file appears when it answers."""
    config = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    jpype.startJVM(
        config["libjvm"],
        *jvm_flags(config["java_version"], config["heap_mb"]),
        classpath=config["classpath"],
        convertStrings=False,
    )
    service = build_server(config)
    state = Path(config["state"])
    fresh = state.with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.write_text(json.dumps(config["announce"] | {"pid": os.getpid()}), encoding="utf-8")
    fresh.replace(state)
    # A wait with a timeout lets Python run its signal handlers.
    while not stopping.wait(0.5):
        pass
    service.shutdown()
    state.unlink(missing_ok=True)
    # The JVM's own shutdown can hang on daemon threads; the data is safe by now.
    os._exit(0)


if __name__ == "__main__":
    main()
