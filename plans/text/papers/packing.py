"""How much a PDF would unpack to, found out before any reader opens it."""

import re
import zlib

from plans.text.papers.paper import PaperRefused

MAXIMUM_STREAM = 64 * 1024 * 1024
MAXIMUM_ALL = 256 * 1024 * 1024
BITE = 64 * 1024
STREAM = re.compile(rb"(?<!end)stream\r?\n")
PACKERS = rb"/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\b"
PACKED_TWICE = re.compile(PACKERS + rb"\s*" + PACKERS)
HARMFUL = "The PDF is packed in a way that could do harm, so it was not opened. Make it again from the paper."


def refuse_harmful_packing(data: bytes) -> None:
    """
    Pass if every packed stream of the PDF, and all together, unpack to what a paper may hold.

    :raises PaperRefused: if one does not, or is packed more than once.
    """
    if PACKED_TWICE.search(data):
        raise PaperRefused(HARMFUL)
    unpacked = 0
    for start in STREAM.finditer(data):
        size = _unpacked_size(memoryview(data)[start.end() :])
        unpacked += size
        if size > MAXIMUM_STREAM or unpacked > MAXIMUM_ALL:
            raise PaperRefused(HARMFUL)


def _unpacked_size(packed: memoryview) -> int:
    """Return how long a stream is once unpacked, without keeping it; stop counting past the most it may be."""
    unpacker = zlib.decompressobj()
    size, at = 0, 0
    try:
        while not unpacker.eof and at < len(packed) and size <= MAXIMUM_STREAM:
            bite = packed[at : at + BITE]
            at += BITE
            size += len(unpacker.decompress(bite, MAXIMUM_STREAM + 1))
    except zlib.error:
        pass  # not packed this way, or no longer
    return size
