"""What kind of threads the program has. The translator says so, by `--threads`, before it looks at anything else."""

has_threads = True
"""May there be more than one? On plain Python there may."""

are_free = False
"""Do they run at the same time, without a global interpreter lock?"""
