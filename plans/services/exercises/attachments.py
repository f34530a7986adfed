"""Documents that come with answers: looked over before they are kept, and kept in private."""

from django.db import transaction

from plans.models import Attachment, Submission
from plans.services.evidence import KINDS

LARGEST = 10 * 1024 * 1024
MOST = 5


class AttachmentRefused(Exception):
    """The document cannot be taken; the message says why and what to do."""


def refuse_size(size: int) -> None:
    """
    Pass if a document of so many bytes may be kept.

    :raises AttachmentRefused: if it is larger than 10 MB.
    """
    if size > LARGEST:
        raise AttachmentRefused("The document is larger than 10 MB. Choose a smaller file.")


@transaction.atomic
def attach(*, submission: Submission, name: str, content: bytes) -> Attachment:
    """
    Keep a document with the answers.

    :raises AttachmentRefused: if it is empty, too large, of a kind that is not taken, not of the kind it says, or one
        too many.
    """
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if ending not in KINDS:
        raise AttachmentRefused(
            "The document must be a PDF, a Word, Excel or OpenDocument file, a picture (PNG or JPG), an e-mail (EML) "
            "or a text file."
        )
    if not content:
        raise AttachmentRefused("The document is empty. Choose another file.")
    refuse_size(len(content))
    media_type, beginnings = KINDS[ending]
    if beginnings and not content.startswith(beginnings):
        raise AttachmentRefused(f"The document is named .{ending} but is not a file of that kind. Save it again.")
    Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if submission.attachments.count() >= MOST:
        raise AttachmentRefused(f"You can attach {MOST} documents at most.")
    row = Attachment(submission=submission, name=name[-200:], media_type=media_type, size=len(content))
    row.content = content
    row.save()
    return row
