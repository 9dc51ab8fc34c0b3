"""The meaning of rules: three-valued tests over what is known, judged on each thing's own day."""
