"""Placeholder until the grammar is in place."""


def read_budget(text, as_of):  # type: ignore[no-untyped-def]
    return {}
