"""Kills runs at many moments and counts what stands at their place afterwards: ``python benchmarks/kills.py 1000 100
[COMMAND …]``.

The first number is of kills of forked runs, the second of fresh processes; they are shared among the commands. Exit 1
when one left a broken result.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests import killing

SHARES = {
    "import --into": 0.35,
    "build": 0.2,
    "export --to folder": 0.2,
    "export --to xlsx": 0.15,
    "report": 0.1,
    "whole_folder": 1,
    "whole_file": 0.3,
    "whole_update": 0.7,
}


def main() -> int:
    kills, fresh = int(sys.argv[1]), int(sys.argv[2])
    killing.warm()
    broken: list[str] = []
    total = 0
    print(
        "| 命令 command | 方式 how | 次数 kills | 旧 old | 新 new | 无（原本就无）none | 坏 broken | 留下临时文件夹 leftovers |"
    )
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |", flush=True)
    with tempfile.TemporaryDirectory() as place:
        temporary = Path(place) / "tmp"
        temporary.mkdir()
        (Path(place) / "moves").mkdir()
        for road in (*killing.roads(Path(place)), *killing.moves(Path(place) / "moves")):
            if sys.argv[3:] and road.name not in sys.argv[3:]:
                continue
            share = SHARES[road.name]
            move = road.name.startswith("whole")
            killing.measure(road, temporary, fresh=not move)
            for how, times, exchanged in (
                ("time", round(kills * share * 0.35), True),
                ("operation", round(kills * share * 0.4), True),
                ("operation", round(kills * share * 0.25), False),
                ("fresh", round(fresh * share), True),
            ):
                if how == "fresh" and move:
                    continue
                tally = killing.kill(road, times, how, 1, temporary, exchanged=exchanged)
                total += tally.killed
                broken += tally.broken
                found = tally.found
                label: str = {
                    "time": "时刻 moment",
                    "operation": "文件操作前 file operation",
                    "fresh": "新进程 fresh process",
                }[how]
                label += "" if exchanged else "，两次改名 two renames"
                print(
                    f"| {road.name} | {label} | {tally.killed} | {found['old']} | {found['new']} | {found['none, as before']} | {found['broken']} | {tally.leftovers} |",
                    flush=True,
                )
    print(f"\n合计 total: {total} kills, {len(broken)} broken")
    print("\n".join(broken))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
