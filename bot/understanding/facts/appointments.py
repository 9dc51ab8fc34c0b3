"""Placeholder until the grammar is in place."""


def read_appointment(text, as_of):  # type: ignore[no-untyped-def]
    return None
