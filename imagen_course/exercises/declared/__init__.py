"""What the lessons ask: for each, a file of its slug with its exercises, the slips they know, and its recall questions."""
