"""Each fuzz target looks for new trouble for ten minutes."""
# budget: 12000 s
# beside
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import run  # noqa: E402

if __name__ == "__main__":
    os.nice(10)
    sys.exit(run.main(["--long"]))
