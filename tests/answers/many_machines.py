"""Other right answers to Many machines, and the mutants that are right as well."""

ANSWERS = {}
EQUIVALENT = {}
