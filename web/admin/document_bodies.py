"""What scripts may say of a document, for the description of the API; describing has what each field may hold."""

from typing import Any

from pydantic import create_model

from web.admin.api_bodies import Sent
from web.admin.describing import FIELDS

_GIVEN: dict[str, Any] = {field.name: (str, "") for field in FIELDS}
_CHANGED: dict[str, Any] = {field.name: (str | None, None) for field in FIELDS}

DescriptionIn = create_model(
    "DescriptionIn",
    __base__=Sent,
    __doc__="The metadata beside a file; what is not given is what the file itself says.",
    **_GIVEN,
)
DocumentChangeIn = create_model(
    "DocumentChangeIn",
    __base__=Sent,
    __doc__="What is to be other than it was; null and an empty text hide what the file itself says.",
    removed=(bool | None, None),
    **_CHANGED,
)
