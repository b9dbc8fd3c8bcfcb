"""What scripts may say of a document, for the description of the API; describing has what each field may hold."""

from web.admin.api_bodies import Sent


class DescriptionIn(Sent):
    """The metadata beside a file; what is not given is what the file itself says."""

    title: str = ""
    kind: str = ""
    issuer: str = ""
    diary_number: str = ""
    decided_on: str = ""
    valid_from: str = ""
    valid_to: str = ""
    superseded_by: str = ""
    source_url: str = ""
    language: str = ""


class DocumentChangeIn(Sent):
    """What is to be other than it was; null and an empty text hide what the file itself says."""

    title: str | None = None
    kind: str | None = None
    issuer: str | None = None
    diary_number: str | None = None
    decided_on: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    superseded_by: str | None = None
    source_url: str | None = None
    language: str | None = None
    removed: bool | None = None
