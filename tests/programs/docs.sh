#!/bin/bash
# What is made from tables is what the tables say. Ends with "docs: N passed, M failed".
set -u
. "$(dirname "$0")/../kit/count.sh"
mkdir "$work/docs"
check "the pages are made" tests/tools/docs.sh "$work/docs"
check "every view has its row in app/screens.def, every row its view" tests/tools/keys.py
for page in "$work"/docs/*.md; do
    check "docs/$(basename "$page") is what the tables say; else: make docs" cmp "$page" "docs/$(basename "$page")"
done
finish
