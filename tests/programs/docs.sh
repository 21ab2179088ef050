#!/bin/bash
# What is made from tables is what the tables say.
exec tests/tools/docs.sh "${SIRKEL_BUILD:-build}" --check
