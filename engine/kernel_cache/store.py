"""Bytes under a key in a folder, where any failure is a miss.

One file a key. A file is written under a temporary name and renamed, so no reader sees half of one and two
processes writing the same key both leave a whole file. It carries its key and a SHA-256 of its content: a
truncated or altered file, or one renamed by hand, is deleted and counted as missing. Nothing is synced to
the disk, since a file that a power cut leaves incomplete is recognised all the same.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import threading
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

from .folder import LIMIT_BYTES, SUFFIX, TEMPORARY_SUFFIX, prune

log = logging.getLogger("ravine.kernel_cache")

_MAGIC = b"ravine kernel 1\n"
_HEADER = len(_MAGIC) + 2 * hashlib.sha256().digest_size
_LARGEST_FILE = 64 * 1024 * 1024
_WRITES_BETWEEN_PRUNINGS = 32
_STALE_SECONDS = 24 * 3600.0


@dataclass
class Counts:
    """What became of the look-ups and writes of this process."""

    hits: int = 0
    misses: int = 0
    damaged: int = 0
    written: int = 0
    unwritten: int = 0


class Store:
    """Checksummed files in one folder. Methods never raise for what the disk does.

    `limit_bytes` bounds the folder: beyond it the entries longest unused are deleted. What `folder` lacks is
    looked for in `fallback`, which is only read: a cache that came with a read-only installation.
    """

    def __init__(self, folder: Path, limit_bytes: int = LIMIT_BYTES, fallback: Path | None = None) -> None:
        self.folder = folder
        self.fallback = fallback
        self.limit_bytes = limit_bytes
        self.counts = Counts()
        self._lock = threading.Lock()
        self._writes = 0

    def path(self, label: str, key: bytes) -> Path:
        """The file of `key`; `label` is there for a person who lists the folder."""
        readable = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in label)[:48]
        return self.folder / f"{readable}-{key.hex()[:40]}{SUFFIX}"

    def read(self, label: str, key: bytes) -> bytes | None:
        """The bytes under the 32-byte `key`, or None when missing, unreadable or damaged."""
        path = self.path(label, key)
        payload = self._read_file(path, key)
        if payload is None and self.fallback is not None:
            payload = self._read_file(self.fallback / path.name, key)
        self._count("misses" if payload is None else "hits")
        return payload

    def _read_file(self, path: Path, key: bytes) -> bytes | None:
        try:
            with path.open("rb") as file:
                content = file.read(_LARGEST_FILE + 1)
                age = time.time() - os.fstat(file.fileno()).st_mtime
        except OSError:
            return None
        payload = _unwrap(key, content)
        if payload is None:
            self._discard(path)
        elif age > _STALE_SECONDS:
            with contextlib.suppress(OSError):
                os.utime(path)  # the time of last use, which pruning goes by
        return payload

    def write(self, label: str, key: bytes, payload: bytes) -> bool:
        """Keep `payload` under the 32-byte `key`; False when that was not possible."""
        path = self.path(label, key)
        temporary = path.with_name(f"{path.name}.{uuid.uuid4().hex[:12]}{TEMPORARY_SUFFIX}")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with temporary.open("xb") as file:
                file.write(_wrap(key, payload))
            temporary.replace(path)
        except OSError as error:
            log.info("kernel not kept: %s", error)
            with contextlib.suppress(OSError):
                temporary.unlink()
            self._count("unwritten")
            return False
        self._count("written")
        self._prune_now_and_then()
        return True

    def discard(self, label: str, key: bytes) -> None:
        """Delete what lies under `key`: whole, but of no use to this process."""
        self._discard(self.path(label, key))

    def _discard(self, path: Path) -> None:
        log.info("damaged kernel deleted: %s", path)
        self._count("damaged")
        with contextlib.suppress(OSError):
            path.unlink()

    def _count(self, name: str) -> None:
        with self._lock:
            setattr(self.counts, name, getattr(self.counts, name) + 1)

    def _prune_now_and_then(self) -> None:
        with self._lock:
            due = self._writes % _WRITES_BETWEEN_PRUNINGS == 0
            self._writes += 1
        if due:
            prune(self.folder, self.limit_bytes)


def _wrap(key: bytes, payload: bytes) -> bytes:
    return _MAGIC + key + hashlib.sha256(key + payload).digest() + payload


def _unwrap(key: bytes, content: bytes) -> bytes | None:
    if len(content) < _HEADER or len(content) > _LARGEST_FILE or not content.startswith(_MAGIC + key):
        return None
    payload = content[_HEADER:]
    if hashlib.sha256(key + payload).digest() != content[len(_MAGIC) + len(key) : _HEADER]:
        return None
    return payload
