"""The workshop: lessons are built, checked, copied for the learner and opened here."""
