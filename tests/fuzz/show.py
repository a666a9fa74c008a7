"""Writes the mutated pages of the numbers given to stdout."""

import sys

from tests.fuzz.mutate import mutated, sources

if __name__ == "__main__":
    for argument in sys.argv[1:]:
        sys.stdout.buffer.write(mutated(int(argument), sources()))
