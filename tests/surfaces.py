"""Whether a workbook holds every number of a list, as a number: python surfaces.py BOOK.xlsx NUMBERS.json"""

import json
import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[1], read_only=True)
held = set()
for sheet in book:
    for row in sheet.iter_rows(values_only=True):
        held.update(f"{cell:.12g}" for cell in row if isinstance(cell, (int, float)) and not isinstance(cell, bool))
wanted = [f"{number:.12g}" for number in json.load(open(sys.argv[2], encoding="utf-8"))]
missing = [number for number in wanted if number not in held]
assert len(wanted) > 500, len(wanted)
assert not missing, f"{len(missing)} of {len(wanted)} numbers are not in the workbook: {missing[:10]}"
