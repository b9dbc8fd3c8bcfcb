"""Puts every page and address of administrators into the application."""

from flask import Blueprint, Flask
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from web.admin import (
    account_api,
    accounts,
    asked,
    asked_api,
    asked_words,
    audit_log,
    build_api,
    builds,
    content_api,
    content_pages,
    document_api,
    documents,
    figure_pages,
    golden_api,
    golden_pages,
    home,
    log_api,
    login,
    moments,
    navigation,
    password_page,
    token_api,
    tokens,
    withdrawals,
)
from web.admin.access import guard
from web.admin.api_bodies import invalid_body
from web.admin.cookie import AdminCookie
from web.admin.document_parts import DocumentParts
from web.admin.parts import AdminParts
from web.admin.refusing import refuse, unavailable
from web.admin.secret_key import secret_key
from web.parts import Parts
from web.records.errors import RecordsUnavailableError


def register(app: Flask, parts: Parts) -> None:
    """Needs parts with records. Whatever is registered here is guarded, and refused where it declares nothing."""
    admin = AdminParts.of(parts)
    AdminCookie.use(app, secret_key(parts.settings))
    guard(app, admin)
    navigation.register(app)
    moments.register(app)
    asked_words.register(app)
    app.register_error_handler(RecordsUnavailableError, unavailable)
    for blueprint in _blueprints(admin):
        blueprint.register_error_handler(HTTPException, refuse)
        blueprint.register_error_handler(ValidationError, invalid_body)
        app.register_blueprint(blueprint)


def _blueprints(parts: AdminParts) -> tuple[Blueprint, ...]:
    """One for each part of the work; their rules begin with /admin or /api/v1/admin."""
    document_parts = DocumentParts.of(parts)
    return (
        login.routes(parts),
        home.routes(parts),
        password_page.routes(parts),
        accounts.routes(parts),
        tokens.routes(parts),
        audit_log.routes(parts),
        documents.routes(document_parts),
        document_api.routes(document_parts),
        withdrawals.pages(parts, document_parts),
        withdrawals.scripts(parts),
        builds.routes(parts),
        build_api.routes(parts),
        asked.routes(parts),
        asked_api.routes(parts),
        golden_pages.routes(parts),
        golden_api.routes(parts),
        figure_pages.routes(parts),
        content_pages.routes(parts),
        content_api.routes(parts),
        account_api.routes(parts),
        token_api.routes(parts),
        log_api.routes(parts),
    )
