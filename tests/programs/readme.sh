#!/bin/bash
# README is true: its commands work, its links lead somewhere, its reading path is short. Ends with "readme: N passed, M failed".
set -u
exec python3 tests/programs/readme/check.py
