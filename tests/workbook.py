"""Reads a workbook with openpyxl and compares it with the run it was made from.

Usage: python tests/workbook.py RUN_FOLDER WORKBOOK zh|en

Sheets have their names, headers stay in view, numbers are numbers in the format of their unit, and every number by
year is that of summary.parquet. Exit code 1 with a message otherwise.
"""

import json
import sys
from pathlib import Path

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
              "90th percentile": "p90", "均值": "mean", "mean": "mean"}
IN_FEN = {"workforce.wage_bill", "workforce.entry_subsidy", "relief.arrears", "budget.supplement", "budget.committed"}


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
    if not widths or max(widths) > 60 or sheet["A1"].value is None:
        fail(f"{sheet.title}: no title, or widths {widths}")
if manifest["identity"] not in [value for row in book[SHEETS[0]].values for value in row]:
    fail("the overview has no identity")

summary = {}
for row in pyarrow.parquet.read_table(run / "summary.parquet").to_pylist():
    key = (row["scenario"], row["area"], row["indicator"])
    summary.setdefault(key, {})[(row["month"].year, row["month"].month)] = row

words = ("情景", "编号", "统计量", "街镇编号", "年份") if language == "zh" else ("Scenario", "Id", "Statistic", "Area id", "Year")
SCENARIO, ID, STATISTIC, AREA, YEAR = words
scenarios = [scenario["id"] for scenario in manifest["plan"]["scenarios"]]
agreed = 0


def compare(place, cell, key, statistic, year):
    """One cell beside the summary."""
    global agreed
    months = {month: row for month, row in summary.get(key, {}).items() if month[0] == year}
    factor = 100 if key[2] in IN_FEN else 1
    last = (2026, 6) if year == 2026 else (year, 12)
    if statistic == "mean":
        expected = sum(months[month]["mean"] for month in sorted(months)) / factor if months else None
    else:
        expected = months[last][statistic] / factor if last in months else None
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


for name in SHEETS[1:8]:
    for row in table(book[name]):
        area = row[AREA].value if AREA in row else "district"
        key = (row[SCENARIO].value, area, row[ID].value)
        for head, cell in row.items():
            if head[:4].isdigit():
                compare(name, cell, key, STATISTICS[row[STATISTIC].value], int(head[:4]))
for row in table(book[SHEETS[10]]):
    for scenario in scenarios:
        key = (scenario, "district", row[ID].value)
        compare(SHEETS[10], row[scenario], key, STATISTICS[row[STATISTIC].value], int(str(row[YEAR].value)[:4]))

targets = pyarrow.parquet.read_table(run / "targets.parquet").to_pylist()
probability = "概率" if language == "zh" else "Probability"
shown = [(row[SCENARIO].value, row[ID].value, row[probability].value) for row in table(book[SHEETS[8]])]
if shown != [(row["scenario"], row["id"], row["probability"]) for row in targets]:
    fail("targets differ")
if agreed < 5_000:
    fail(f"only {agreed} numbers were compared")
print(f"workbook: {agreed} numbers agree")
