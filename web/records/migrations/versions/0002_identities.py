"""Accounts remember who logged in to them by OpenID Connect."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two columns, empty until the next login, and no person with two accounts."""
    op.add_column("administrators", sa.Column("oidc_issuer", sa.String(500)))
    op.add_column("administrators", sa.Column("oidc_subject", sa.String(255)))
    op.create_index("administrators_by_subject", "administrators", ["oidc_issuer", "oidc_subject"], unique=True)
