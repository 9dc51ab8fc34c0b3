"""Alembic's history of the case tables; run by ``actions.case.migrating``."""
