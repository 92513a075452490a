"""Reads a workbook with openpyxl and compares it with the run it was made from.

Usage: python tests/workbook.py RUN_FOLDER WORKBOOK zh|en HASH_OF_MANIFEST

Sheets have their names, headers stay in view, numbers are numbers in the format of their unit, and every number by
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
SHEETS = {
    "zh": ["概览", "老年人", "照护", "床位", "队伍", "救助", "预算", "街镇", "目标", "合理性", "情景对照", "定义", "来源", "公布数据"],
    "en": [
        "Overview", "People", "Care", "Beds", "Workforce", "Relief", "Budget", "Communities", "Targets", "Sanity",
        "Scenarios", "Definitions", "Sources", "Facts",
    ],
}[language]
STATISTICS = {"中位数": "p50", "median": "p50", "第10百分位": "p10", "10th percentile": "p10", "第90百分位": "p90",
              "90th percentile": "p90"}
# Indicators in yuan of columns in fen, of which the year's sum is read.
IN_FEN = {"workforce.wage_bill", "workforce.entry_subsidy", "budget.supplement"}


def fail(message):
    sys.exit(f"workbook: {message}")


def table(sheet):
    """The rows below the header that stays in view, by their heading in this workbook's language."""
    if sheet.freeze_panes is None:
        fail(f"{sheet.title}: no header stays in view")
    top = int("".join(filter(str.isdigit, sheet.freeze_panes)))
    heads = [str(cell.value).split("\n")[0] for cell in sheet[top - 1]]
    for row in sheet.iter_rows(min_row=top):
        yield dict(zip(heads, row))


book = openpyxl.load_workbook(workbook)
if book.sheetnames != SHEETS:
    fail(f"sheets are {book.sheetnames}")
manifest = json.loads((run / "manifest.json").read_text(encoding="utf-8"))
if book.properties.created.isoformat() != manifest["created"][:19]:
    fail(f"created {book.properties.created}, but the run ended {manifest['created']}")
for sheet in book:
    widths = [dimension.width for dimension in sheet.column_dimensions.values()]
    # A baseline without published figures has a sheet that says so, and no table.
    has_table = sheet.title != SHEETS[13]
    if bool(widths) != has_table or max(widths, default=0) > 60 or sheet["A1"].value is None:
        fail(f"{sheet.title}: no title, or widths {widths}")
if sum(1 for _ in book[SHEETS[13]].iter_rows()) != 2:
    fail("a line that there are no published figures, and nothing else")
if manifest["identity"] not in [value for row in book[SHEETS[0]].values for value in row]:
    fail("the overview has no identity")

summary = {}
for row in pyarrow.parquet.read_table(run / "summary.parquet").to_pylist():
    key = (row["scenario"], row["area"], row["indicator"])
    summary.setdefault(key, {})[(row["month"].year, row["month"].month)] = row

words = {
    "zh": ("情景", "编号", "统计量", "街镇编号", "年份", "口径", "情景名称", "区域"),
    "en": ("Scenario", "Id", "Statistic", "Area id", "Year", "Of the year", "Scenario name", "Area"),
}[language]
SCENARIO, ID, STATISTIC, AREA, YEAR, OF_YEAR, NAME, WHERE = words
scenarios = {scenario["id"]: scenario[f"name_{language}"] for scenario in manifest["plan"]["scenarios"]}
flows = {}
topics = {}
file, column, rows = ("文件", "列", "行") if language == "zh" else ("File", "Column", "Rows")
definitions = {row[ID].value: [row[head].value for head in (file, column, rows)] for row in table(book[SHEETS[11]])}


def flow(scenario, indicator, year):
    """The year's sum of each replicate, read from where the definition says."""
    if (scenario, indicator) not in flows:
        file, column, keys = definitions[indicator]
        if file not in topics:
            district = [("area", "=", "district")]
            topics[file] = pyarrow.parquet.read_table(run / file, filters=district).to_pylist()
        keys = dict(key.split(" = ") for key in keys.split(", ")) if keys else {}
        sums = flows.setdefault((scenario, indicator), {})
        for row in topics[file]:
            here = {**keys, "scenario": scenario}
            if all(row[key] == text for key, text in here.items()) and row[column] is not None:
                of_year = sums.setdefault(row["month"].year, {})
                of_year[row["replicate"]] = of_year.get(row["replicate"], 0) + row[column]
    return list(flows[(scenario, indicator)].get(year, {}).values())
agreed = 0
bands = 0


def compare(place, cell, key, statistic, year, is_flow):
    """One cell beside the summary, or beside the topic's own table."""
    global agreed, bands
    months = {month: row for month, row in summary.get(key, {}).items() if month[0] == year}
    last = (2026, 6) if year == 2026 else (year, 12)
    if is_flow:
        sums = flow(key[0], key[2], year)
        divisor = 100 if key[2] in IN_FEN else 1
        expected = numpy.percentile(sums, int(statistic[1:])) / divisor if sums else None
    else:
        expected = months[last][statistic] if last in months else None
    if expected is None:
        if cell.value is not None:
            fail(f"{place}: {cell.value} where no replicate has a value")
        return
    if not isinstance(cell.value, (int, float)) or abs(cell.value - expected) > 1e-9 * max(1, abs(expected)):
        fail(f"{place} {key} {statistic} {year}: {cell.value}, the summary has {expected}")
    share = key[2].endswith(("_share", "occupancy", "sufficiency"))
    if share and cell.number_format != "0.0%":
        fail(f"{place} {key}: a share shown as {cell.number_format}")
    agreed += 1
    bands += is_flow and statistic != "p50"


def is_flow(row):
    return OF_YEAR in row and row[OF_YEAR].value.startswith(("全年合计", "sum of the year"))


for name in SHEETS[1:8]:
    for row in table(book[name]):
        area = row[AREA].value if AREA in row else "district"
        key = (row[SCENARIO].value, area, row[ID].value)
        if row[NAME].value != scenarios[key[0]]:
            fail(f"{name}: {key[0]} is called {row[NAME].value}")
        for head, cell in row.items():
            if head[:4].isdigit():
                compare(name, cell, key, STATISTICS[row[STATISTIC].value], int(head[:4]), is_flow(row))
for row in table(book[SHEETS[10]]):
    for scenario, name in scenarios.items():
        if not isinstance(row[YEAR].value, int):
            fail(f"the year {row[YEAR].value} is no number")
        key = (scenario, "district", row[ID].value)
        cell = row[f"{name}（{scenario}）" if language == "zh" else f"{name} ({scenario})"]
        compare(SHEETS[10], cell, key, STATISTICS[row[STATISTIC].value], row[YEAR].value, is_flow(row))

targets = pyarrow.parquet.read_table(run / "targets.parquet").to_pylist()
probability = "概率" if language == "zh" else "Probability"
shown = [(row[SCENARIO].value, row[ID].value, row[probability].value) for row in table(book[SHEETS[8]])]
if shown != [(row["scenario"], row["id"], row["probability"]) for row in targets]:
    fail("targets differ")
if {row[WHERE].value for row in table(book[SHEETS[8]])} - {"全区", "whole district", None}:
    fail("targets: an area without its name")
years = [cell.value for cell in book[SHEETS[1]][int(book[SHEETS[1]].freeze_panes[1:]) - 1]]
if [year for year in years if isinstance(year, int)] != [2021, 2022, 2023, 2024, 2025] or years[-1] != "2026-01–2026-06":
    fail(f"years are {years}")
if agreed < 5_000 or bands < 1_000:
    fail(f"only {agreed} numbers were compared, {bands} of them ends of bands of flows")

overview = {row[0]: row[1] for row in book[SHEETS[0]].iter_rows(max_col=2, values_only=True)}
hashed = overview["清单 manifest.json 的 BLAKE3" if language == "zh" else "BLAKE3 of manifest.json"]
if hashed != sys.argv[4]:
    fail(f"the overview has {hashed} as the manifest's hash")
ended = overview["运行完成时间" if language == "zh" else "Run ended"]
if ended != manifest["created"][:19] + "Z":
    fail(f"the run ended {ended}")
if book[SHEETS[0]].auto_filter.ref:
    fail("the overview has a filter over tables below one another")

for row in table(book[SHEETS[11]]):
    for cell in row.values():
        if str(cell.value).startswith(("其中", "Of these", "The same")):
            fail(f"definitions: {cell.value} of what?")
sources = [tuple(row)[:2] for row in book[SHEETS[12]].values]
tables = [row for row in sources if str(row[1]).startswith(("整张表格", "a whole table"))]
if len(tables) < 10 or len(set(tables)) < len(tables):
    fail(f"tables cannot be told apart: {tables}")
for sheet in book:
    for row in sheet.iter_rows(max_col=1, values_only=True):
        if str(row[0]).startswith(("注意：说明", "Caveat: Note")):
            fail(f"{sheet.title}: {row[0]}")
print(f"workbook: {agreed} numbers agree")
