"""Reading a message that came from the other side: what each sentence of it is, and what to do today."""
