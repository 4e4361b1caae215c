"""Other right answers to In another hand, and the mutants that are right as well."""

ANSWERS = {}
EQUIVALENT = {}
