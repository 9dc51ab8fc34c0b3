"""Facts and figures that follow from other facts by plain arithmetic; no rules, no clock, no floats."""
