"""Alembic's entry: only our own tables (``oa_``), on the connection that ``migrating`` hands over."""

from __future__ import annotations

from alembic import context

from actions.case.migrating import ours
from actions.case.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_name=ours,
    version_table="oa_alembic_version",
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
