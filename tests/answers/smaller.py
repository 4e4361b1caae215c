"""Other right answers to Smaller, and the mutants that are right as well."""

ANSWERS = {}
EQUIVALENT = {}
