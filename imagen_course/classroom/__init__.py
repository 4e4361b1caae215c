"""What a class has done, from the progress files that its students hand in: a page for the instructor, and a table.

``records`` reads a folder of such files and counts: what was named how often, who is stuck, what to take up again. ``page``
puts that on a page of HTML. Nothing here opens a connection, and the page fetches nothing.
"""

from imagen_course.classroom.page import page
from imagen_course.classroom.records import Classroom, collect, table

__all__ = ["Classroom", "collect", "page", "table"]
