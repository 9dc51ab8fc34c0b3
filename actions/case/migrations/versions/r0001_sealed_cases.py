"""The tables of a case, sealed.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "oa_conversation",
        sa.Column("owner", sa.String(32), primary_key=True),
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("state", sa.LargeBinary, nullable=False),
        sa.Column("updated_at", sa.DateTime, nullable=False),
    )
    op.create_index("oa_conversation_idle", "oa_conversation", ["updated_at"])
    op.create_table("oa_fact", *_told(), sa.Column("superseded_at", sa.DateTime))
    op.create_index("oa_fact_open", "oa_fact", ["owner", "superseded_at"])
    op.create_table(
        "oa_contact",
        *_told(),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("superseded_at", sa.DateTime),
    )
    op.create_index("oa_contact_open", "oa_contact", ["owner", "superseded_at"])
    op.create_table(
        "oa_reminder",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("uid", sa.String(32), nullable=False),
        sa.Column("owner", sa.String(32), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
    )
    op.create_index("oa_reminder_owner", "oa_reminder", ["owner"])
    op.create_table(
        "oa_consent",
        sa.Column("owner", sa.String(32), primary_key=True),
        sa.Column("wording", sa.String(32), nullable=False),
        sa.Column("given_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "oa_feedback",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("shown", sa.String(64), nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("rulebook_version", sa.String(32), nullable=False),
    )


def downgrade() -> None:
    """Take the tables away, with all they hold."""
    for table in ("oa_feedback", "oa_consent", "oa_reminder", "oa_contact", "oa_fact", "oa_conversation"):
        op.drop_table(table)


def _told() -> list[sa.Column]:
    return [
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("uid", sa.String(32), nullable=False),
        sa.Column("owner", sa.String(32), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("learnt_at", sa.DateTime, nullable=False),
    ]
