"""Rooms of the life support curriculum; DESIGN: facts, domain, course, cohort, figures, apps."""
