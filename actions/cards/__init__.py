"""Parts of a reply that can be looked at rather than read: time lines, tables, drawers.

Every card says which part of the reply's text it stands for, so a door that draws none loses nothing.
"""
