"""Work spread over many processes: a function mapped over the parts of a large task (``mapping``), how long that would take
with more workers (``scaling``), and a network trained by several replicas at once (``replicas``).

What is mapped is any function that one process could call: it is not rewritten. Dask sends the calls; the processes may be
on this machine or on many.
"""

from imagen_course.distribute.mapping import Task, each, in_parts, local_client, once
from imagen_course.distribute.replicas import replicated
from imagen_course.distribute.scaling import Costs, fit_costs, schedule, seconds

__all__ = [
    "Costs",
    "Task",
    "each",
    "fit_costs",
    "in_parts",
    "local_client",
    "once",
    "replicated",
    "schedule",
    "seconds",
]
