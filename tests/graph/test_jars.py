"""The server's jars: locked, fetched for real, checked, mended."""

from dataclasses import replace
from pathlib import Path

import pytest

from graph.embedded import jars
from graph.errors import StoreDownloadFailed


@pytest.fixture
def one_small_jar(monkeypatch: pytest.MonkeyPatch) -> jars.Jar:
    """A lock of a single jar of a few kilobytes, so that a real download stays quick."""
    jar = next(jar for jar in jars.locked_jars("2026") if jar.artifact == "neo4j-native")
    monkeypatch.setattr(jars, "locked_jars", lambda version: [jar])
    return jar


@pytest.mark.parametrize("version", ["2026", "5.26"])
def test_every_locked_jar_has_a_sum_and_a_path_of_its_own(version: str) -> None:
    locked = jars.locked_jars(version)
    assert len(locked) > 200
    assert all(len(jar.sha256) == 64 for jar in locked)
    assert len({jar.path for jar in locked}) == len(locked)
    assert jars.server_version(version).startswith(version)


def test_a_broken_download_is_thrown_away_and_fetched_again(tmp_path: Path, one_small_jar: jars.Jar) -> None:
    left_over = tmp_path / "partial" / one_small_jar.path
    left_over.parent.mkdir(parents=True)
    left_over.write_bytes(b"half of a jar")
    seen: list[tuple[int, int]] = []
    (path,) = jars.fetch_jars("2026", tmp_path, lambda done, total: seen.append((done, total)))
    assert jars.sha256_of(path) == one_small_jar.sha256
    assert seen == [(0, 1), (1, 1)]


def test_a_jar_with_another_sum_is_refused(
    tmp_path: Path, one_small_jar: jars.Jar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jars, "locked_jars", lambda version: [replace(one_small_jar, sha256="0" * 64)])
    with pytest.raises(StoreDownloadFailed, match="SHA-256 is not the locked one"):
        jars.fetch_jars("2026", tmp_path)
    assert not (tmp_path / one_small_jar.path).exists()


def test_a_jar_damaged_on_disk_is_found_and_removed(tmp_path: Path, one_small_jar: jars.Jar) -> None:
    (path,) = jars.fetch_jars("2026", tmp_path)
    path.write_bytes(path.read_bytes()[:-1])
    assert jars.verify_jars("2026", tmp_path) == [one_small_jar]
    assert not path.exists()
