"""A packet of Adobe's metadata (XMP) that holds the text, written so that it is found by looking for it."""

from __future__ import annotations

import base64
import binascii

from . import LONGEST, DamagedError

_OPEN, _CLOSE = b"<ravine:scenario>", b"</ravine:scenario>"
_PACKET = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:ravine="https://ravine.invalid/ns/">%s</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def packet(text: bytes) -> bytes:
    """The packet; the text is in base 64, so that nothing in it ends the packet early."""
    inner = _OPEN + base64.b64encode(text) + _CLOSE
    return (_PACKET % inner.decode()).encode()


def text_of(content: bytes) -> bytes | None:
    """The text in bytes that hold a packet somewhere."""
    _, opened, rest = content.partition(_OPEN)
    inner, closed, _ = rest.partition(_CLOSE)
    if not opened:
        return None
    if not closed or len(inner) > 2 * LONGEST:
        raise DamagedError
    try:
        return base64.b64decode(inner, validate=True)
    except binascii.Error:
        raise DamagedError from None
