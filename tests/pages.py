"""Runs every block of SQL (DuckDB) and Python of a page, in the current folder. Says which of them fails.

    python pages.py PAGE.md
"""

import contextlib
import io
import re
import sys
from pathlib import Path

import duckdb

page = Path(sys.argv[1]).read_text(encoding="utf-8")
blocks = [(page[: m.start()].count("\n") + 1, m[1], m[2]) for m in re.finditer(r"^```(sql|python)\n(.*?)^```", page, re.M | re.S)]
assert blocks, "the page has no block"
names = {}  # blocks of Python go on from one another, as a reader's session does
for line, language, code in blocks:
    try:
        if language == "sql":
            rows = duckdb.sql(code).fetchall()
            assert rows, "no rows"
        else:
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec(code, names)
            assert printed.getvalue().strip(), "nothing printed"
    except Exception as error:
        sys.exit(f"{sys.argv[1]}:{line}: {type(error).__name__}: {error}")
print(len(blocks))
