"""Help for those who write the data: schemas for editors."""
