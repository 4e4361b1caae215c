"""Many machines: its exercises, the slips they know, and the questions later lessons ask."""

EXERCISES = []
RECALL = ()
