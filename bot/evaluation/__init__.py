"""How well messages are understood, measured on sentences that somebody has labelled."""
