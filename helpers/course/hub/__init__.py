"""Answers of a school's hub, in PostgreSQL: a login for each learner, each to their own rows.

``store`` is what a lesson opens, ``reading`` what an office reads, ``database`` what the owner of
the database runs. Nothing here is imported unless the variable ``CURRICULUM_DATABASE`` is set or
somebody names a database: it needs the extra ``hub``.
"""
