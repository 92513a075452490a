"""Reads a workbook with openpyxl and compares it with the run it was made from.

Usage: python tests/workbook.py RUN_FOLDER WORKBOOK zh|en HASH_OF_MANIFEST

Sheets have their names, headers of single tables stay in view, numbers are numbers in the format of their unit, and every number by
year is that of summary.parquet, flows those of the file, column and rows that the sheet of definitions names. Exit code 1
with a message otherwise.
"""

import json
import sys
from pathlib import Path

import numpy
import openpyxl
import pyarrow.parquet

run, workbook, language = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
CHINESE = language == "zh"
# In order; there may be others.
SHEETS = (
    ["主要预测", "各街镇，逐年", "全部指标，逐年", "情景并列", "指标定义", "数值来源", "合理性规则", "合理性规则明细"]
    if CHINESE
    else ["The forecasts", "Communities by year", "All indicators by year", "Scenarios side by side",
          "Definitions of the indicators", "Sources of quantities", "Sanity rules", "Sanity rules in full"]
)
HEADLINE, COMMUNITIES, INDICATORS, SIDE, DEFINITIONS, SOURCES, SANITY, RULES = SHEETS
STATISTICS = {"中位数": "p50", "median": "p50", "第10百分位": "p10", "10th percentile": "p10", "第90百分位": "p90",
              "90th percentile": "p90"}
# What a shown number is multiplied by to get that of the files; shares are fractions in both.
SCALES = {"万元": 1e4, "million yuan": 1e6, "万小时": 1e4, "thousand hours": 1e3, "万小时/月": 1e4, "thousand hours a month": 1e3}


def fail(message):
    sys.exit(f"workbook: {message}")


def heads_of(sheet):
    """Row number and texts of the header of a sheet's only table."""
    if sheet.freeze_panes is None or sheet.auto_filter.ref is None:
        fail(f"{sheet.title}: no header stays in view, or it has no filter")
    top = int("".join(filter(str.isdigit, sheet.freeze_panes)))
    return top, [cell.value for cell in sheet[top - 1]]


def table(sheet):
    """The rows below the header that stays in view, by heading."""
    top, heads = heads_of(sheet)
    if len(set(heads)) < len(heads):
        fail(f"{sheet.title}: heads are alike: {heads}")
    for row in sheet.iter_rows(min_row=top):
        yield dict(zip(heads, row))


book = openpyxl.load_workbook(workbook)
for name in SHEETS:
    if name not in book.sheetnames:
        fail(f"no sheet {name}, but {book.sheetnames}")
if book.sheetnames[0] != HEADLINE or len(book.sheetnames) < 15:
    fail(f"sheets are {book.sheetnames}")
manifest = json.loads((run / "manifest.json").read_text(encoding="utf-8"))
if book.properties.created.isoformat() != manifest["created"][:19]:
    fail(f"created {book.properties.created}, but the run ended {manifest['created']}")
properties = {property.name: property.value for property in book.custom_doc_props.props}
if properties != {"identity": manifest["identity"], "manifest_blake3": sys.argv[4]}:
    fail(f"properties are {properties}")
for sheet in book:
    widths = [dimension.width for dimension in sheet.column_dimensions.values()]
    if max(widths, default=0) > 60 or sheet["A1"].value is None or sheet.max_row < 3:
        fail(f"{sheet.title}: no title, nothing below it, or widths {widths}")
    for row in sheet.values:
        for value in row:
            if isinstance(value, str) and (value.strip() == "–" or " not_lower" in value or " not_higher" in value):
                fail(f"{sheet.title}: {value}")
if not any(isinstance(value, (int, float)) for row in book[HEADLINE].values for value in row):
    fail("the first sheet has no number")

summary = {}
for row in pyarrow.parquet.read_table(run / "summary.parquet").to_pylist():
    key = (row["scenario"], row["area"], row["indicator"])
    summary.setdefault(key, {})[(row["month"].year, row["month"].month)] = row

words = (
    ("情景编号", "编号", "统计量", "街镇编号", "年份", "口径", "情景", "单位")
    if CHINESE
    else ("scenario id", "id", "statistic", "area id", "year", "of the year", "scenario", "unit")
)
SCENARIO, ID, STATISTIC, AREA, YEAR, OF_YEAR, NAME, UNIT = words
scenarios = {scenario["id"]: scenario[f"name_{language}"] for scenario in manifest["plan"]["scenarios"]}
last = tuple(map(int, manifest["plan"]["end"].split("-")))
file, column, rows, unit = (
    ("文件", "列", "行", "文件中的单位") if CHINESE else ("file", "column", "rows", "unit in the file")
)
definitions = {row[ID].value: [row[head].value for head in (file, column, rows, unit)] for row in table(book[DEFINITIONS])}
flows = {}
topics = {}
agreed = 0
bands = 0


def flow(scenario, indicator, year):
    """The year's sum of each replicate, read from where the definition says."""
    if (scenario, indicator) not in flows:
        file, column, keys, unit = definitions[indicator]
        if file not in topics:
            district = [("area", "=", "district")]
            topics[file] = pyarrow.parquet.read_table(run / file, filters=district).to_pylist()
        keys = dict(key.split(" = ") for key in keys.split(", ")) if keys else {}
        # Whole fen in files, yuan everywhere else.
        divisor = 100 if unit.split("/")[0].split(" ")[0] in ("分", "fen") else 1
        sums = flows.setdefault((scenario, indicator), {})
        for row in topics[file]:
            here = {**keys, "scenario": scenario}
            if all(row[key] == text for key, text in here.items()) and row[column] is not None:
                of_year = sums.setdefault(row["month"].year, {})
                of_year[row["replicate"]] = of_year.get(row["replicate"], 0) + row[column] / divisor
    return list(flows[(scenario, indicator)].get(year, {}).values())


def compare(place, cell, key, statistic, year, unit, is_flow):
    """One cell beside the summary, or beside the topic's own table."""
    global agreed, bands
    if is_flow:
        sums = flow(key[0], key[2], year)
        expected = numpy.percentile(sums, int(statistic[1:])) if sums else None
    else:
        row = summary.get(key, {}).get(last if year == last[0] else (year, 12))
        expected = row[statistic] if row else None
    if expected is None:
        if cell.value is not None:
            fail(f"{place}: {cell.value} where no replicate has a value")
        return
    found = cell.value * SCALES.get(unit, 1) if isinstance(cell.value, (int, float)) else None
    if found is None or abs(found - expected) > 1e-9 * max(1, abs(expected)):
        fail(f"{place} {key} {statistic} {year}: {cell.value} {unit}, the run has {expected}")
    if (unit == "%") != (cell.number_format == "0.0%"):
        fail(f"{place} {key}: {unit} shown as {cell.number_format}")
    agreed += 1
    bands += is_flow and statistic != "p50"


def is_flow(row):
    return OF_YEAR in row and row[OF_YEAR].value in ("全年合计", "sum of the year")


for name in (INDICATORS, COMMUNITIES):
    seen = set()
    for row in table(book[name]):
        area = row[AREA].value if AREA in row else "district"
        key = (row[SCENARIO].value, area, row[ID].value)
        seen.add(key)
        if row[NAME].value != scenarios[key[0]]:
            fail(f"{name}: {key[0]} is called {row[NAME].value}")
        for head, cell in row.items():
            if isinstance(head, int) and row[STATISTIC].value is not None:
                compare(name, cell, key, STATISTICS[row[STATISTIC].value], head, row[UNIT].value, is_flow(row))
    if name == INDICATORS and len(seen) != len(scenarios) * len(definitions):
        fail(f"{name}: {len(seen)} indicators")
years = [head for head in heads_of(book[INDICATORS])[1] if isinstance(head, int)]
if years != list(range(int(manifest["plan"]["start"][:4]), last[0] + 1)):
    fail(f"years are {years}")
for row in table(book[SIDE]):
    if not isinstance(row[YEAR].value, int):
        fail(f"the year {row[YEAR].value} is no number")
    for scenario, name in scenarios.items():
        title = f"{name}（{scenario}）" if CHINESE else f"{name} ({scenario})"
        for words, statistic in STATISTICS.items():
            head = title if statistic == "p50" else f"{title}\n{words}"
            if head in row:
                key = (scenario, "district", row[ID].value)
                compare(SIDE, row[head], key, statistic, row[YEAR].value, row[UNIT].value, is_flow(row))
if agreed < 5_000 or bands < 1_000:
    fail(f"only {agreed} numbers were compared, {bands} of them ends of bands of flows")

rules = list(table(book[RULES]))
verdicts = pyarrow.parquet.read_table(run / "sanity.parquet").to_pylist()
rule, wrong = ("规则", "不符情形") if CHINESE else ("rule", "wrong")
if [row[wrong].value for row in rules] != [row["wrong"] for row in verdicts]:
    fail("sanity rules differ")
ids = {row["rule"].split(" ")[0] for row in verdicts}
shown = [row[rule].value for row in rules]
if any(any(id in text for id in ids) for text in shown):
    fail(f"a rule is shown by its id: {shown}")
for row in table(book[DEFINITIONS]):
    for cell in row.values():
        if str(cell.value).startswith(("其中", "Of these", "The same")):
            fail(f"definitions: {cell.value} of what?")
whole = [tuple(cell.value for cell in row.values())[:2] for row in table(book[SOURCES])]
whole = [row for row in whole if str(row[0]).startswith(("整张表格", "a whole table"))]
if len(whole) < 10 or len(set(whole)) < len(whole):
    fail(f"tables cannot be distinguished: {whole}")
print(f"workbook: {agreed} numbers agree")
