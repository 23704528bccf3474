"""Put the library and the collectors on the path of the tests."""

import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT / 'rpy-frontend' / 'lib'), str(ROOT)]
