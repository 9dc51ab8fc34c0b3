"""The letters of the product: templates a lawyer may edit, filled with what a person told, as text, Word and PDF."""
