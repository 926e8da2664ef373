"""A real JupyterLab in a real browser: what a learner sees and what their keys do."""
