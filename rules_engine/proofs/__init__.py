"""What must hold of the whole data before anyone is advised from it."""
