"""Why a record file is not loaded: each reason is one plain sentence, with the line of the file where it is known."""


class NotLoaded(Exception):
    """The file was not loaded and nothing was written; ``reasons`` are the lines to print, ``place`` says where."""

    def __init__(self, *reasons: str, place: str = "") -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons
        self.place = place


class FileWrong(NotLoaded):
    """The file is not a record file as docs/record-file.md describes it."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(f"line {line}: {sentence}" if line else sentence)
