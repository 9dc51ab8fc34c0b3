"""The shapes of rule data, of a case and of an assessment."""
