#!/bin/bash
# What is made from tables is what the tables say.
exec tests/docs.sh "${SIRKEL_BUILD:-build}" --check
