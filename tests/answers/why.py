"""Other right answers to Why, and the mutants that are right as well."""

ANSWERS = {}
EQUIVALENT = {}
