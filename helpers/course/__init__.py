"""The course: its questions, and what learners answered."""
