"""From the data folder to a rulebook: strict reading with positions, every problem at once."""
