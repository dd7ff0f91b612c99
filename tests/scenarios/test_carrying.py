"""Scenarios inside pictures and films: put in, found again, and nothing else believed."""

from __future__ import annotations

import io
import random
import struct
import zlib
from pathlib import Path

import pytest

import scenarios
from engine.errors import FileError
from scenarios.carrying import MARK, gif, is_media, pdf, png, suffixes, svg, tagged, text_in, webp
from scenarios.reading import text_of

TEXT = scenarios.dumps(scenarios.load("L4"))


def a_png() -> bytes:
    body = b"IHDR" + struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    head = struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))
    return b"\x89PNG\r\n\x1a\n" + head + b"\0\0\0\0IEND" + struct.pack(">I", zlib.crc32(b"IEND"))


def a_gif() -> bytes:
    head = b"GIF89a\x01\x00\x01\x00\x91\x00\x00" + bytes(12)
    return head + b"\x2c" + bytes(9) + b"\x02\x02\x4c\x01\x00\x3b"


def a_webp() -> bytes:
    chunk = b"VP8X" + struct.pack("<I", 10) + bytes(10)
    return b"RIFF" + struct.pack("<I", 4 + len(chunk)) + b"WEBP" + chunk


def carriers() -> dict[str, bytes]:
    text = tagged(TEXT).encode()
    moving = io.BytesIO(a_webp())
    webp.embed(moving, text)
    return {
        ".png": png.embed(a_png(), text),
        ".gif": gif.embed(a_gif(), text),
        ".webp": moving.getvalue(),
        ".svg": svg.embed(b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"></svg>', text),
        ".pdf": b"%PDF-1.4\n" + pdf.packet(text) + b"\n%%EOF",
        ".mp4": an_mp4(text),
        ".webm": a_webm(text),
    }


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + kind + content


def an_mp4(text: bytes) -> bytes:
    items = box(b"ilst", box(b"\xa9cmt", box(b"data", bytes(8) + text)))
    moov = box(b"moov", box(b"mvhd", bytes(20)) + box(b"udta", box(b"meta", bytes(4) + items)))
    return box(b"ftyp", b"isom") + box(b"mdat", bytes(100)) + moov


def element(kind: str, content: bytes) -> bytes:
    return bytes.fromhex(kind) + (1 << 56 | len(content)).to_bytes(8, "big") + content


def a_webm(text: bytes) -> bytes:
    simple = element("67c8", element("45a3", b"COMMENT") + element("4487", text))
    other = element("67c8", element("45a3", b"ENCODER") + element("4487", b"x"))
    tags = element("1254c367", element("7373", other) + element("7373", simple))
    return element("1a45dfa3", b"") + element("18538067", tags + element("1f43b675", bytes(9)))


@pytest.mark.parametrize("suffix", sorted(carriers()))
def test_what_was_put_in_is_found_again(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"film{suffix}"
    path.write_bytes(carriers()[suffix])
    assert suffix in suffixes()
    assert text_of(path) == TEXT
    assert scenarios.load(str(path)) == scenarios.load("L4")


def test_a_name_alone_is_taken_for_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("Film.PNG").write_bytes(carriers()[".png"])
    assert scenarios.load("Film.PNG") == scenarios.load("L4")


def test_a_folder_of_pictures_is_read_by_its_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "film.pngs").mkdir()
    (tmp_path / "film.pngs" / "scenario.toml").write_text(TEXT, encoding="utf-8")
    assert scenarios.load(tmp_path / "film.pngs") == scenarios.load("L4")
    monkeypatch.chdir(tmp_path)
    assert scenarios.load("film.pngs") == scenarios.load("L4")


@pytest.mark.parametrize("content", [a_png(), a_gif(), a_webp(), an_mp4(b"A holiday"), a_webm(b"A holiday")])
def test_a_stranger_s_picture_carries_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "film"
    path.write_bytes(content)
    assert is_media(content[:512])
    with pytest.raises(FileError, match=r"film: carries no scenario: Ravine did not make it"):
        text_in(path)


@pytest.mark.parametrize("suffix", sorted(carriers()))
def test_a_damaged_file_is_one_sentence(tmp_path: Path, suffix: str) -> None:
    """Cut anywhere, or with bytes turned over: the right text, or one sentence."""
    whole, path, rng = carriers()[suffix], tmp_path / "film", random.Random(5)
    said = []
    for attempt in range(300):
        content = bytearray(whole)
        if attempt % 2:
            del content[rng.randrange(20, len(content)) :]
        else:
            for _ in range(rng.randrange(1, 4)):
                content[rng.randrange(len(content) if attempt % 4 else 200)] ^= 1 << rng.randrange(8)
        path.write_bytes(content)
        try:
            text_of(path)
        except FileError as error:
            said.append(str(error))
    assert said
    assert all("\n" not in sentence for sentence in said)


def test_lengths_that_lie_read_nothing(tmp_path: Path) -> None:
    path = tmp_path / "film"
    huge = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 0xFFFFFFF0) + b"iTXt" + bytes(50)
    endless = b"GIF89a" + bytes(7) + (b"\x21\xfe" + b"\xff" + bytes(255)) + b"\xff" * 300_000
    for content in (huge, endless, box(b"ftyp", b"isom") + struct.pack(">I4sQ", 1, b"moov", 2**63)):
        path.write_bytes(content)
        with pytest.raises(FileError, match="is damaged"):
            text_of(path)


def test_a_text_larger_than_any_scenario_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "film.png"
    path.write_bytes(png.embed(a_png(), tagged("#" * 70_000).encode()))
    with pytest.raises(FileError, match="carries no scenario"):
        text_of(path)


def test_the_first_line_is_a_remark() -> None:
    assert MARK.startswith("#")
    assert tagged(tagged(TEXT)) == tagged(TEXT)
    assert scenarios.loads(tagged(TEXT)) == scenarios.load("L4")


def test_letters_that_no_xml_may_have_leave_a_drawing_whole() -> None:
    from xml.etree import ElementTree

    scenario = scenarios.loads(TEXT.replace('en = "', 'en = "\ufffe\uffff\\u0001', 1))
    assert scenario.title.en.startswith("\ufffe\uffff\x01")
    drawing = svg.embed(b'<svg xmlns="http://www.w3.org/2000/svg"></svg>', scenarios.dumps(scenario).encode())
    (carried,) = ElementTree.fromstring(drawing)
    assert scenarios.loads(carried.text or "") == scenario
