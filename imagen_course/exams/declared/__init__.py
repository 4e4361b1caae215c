"""The kinds of questions, a file for each part of the course; `imagen_course.exams.drawing` says how one is written."""
