"""``./run bench`` lists the benchmarks; ``./run bench NAME`` runs one, with what follows the name as its options."""

import ast
import runpy
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    names = sorted(path.stem for path in HERE.glob("*.py") if not path.stem.startswith("_"))
    if len(sys.argv) < 2 or sys.argv[1] not in names:
        for name in names:
            doc = ast.get_docstring(ast.parse((HERE / f"{name}.py").read_text())) or ""
            print(f"{name:<14}{doc.splitlines()[0] if doc else ''}")
        return 0 if len(sys.argv) < 2 else 2
    name = sys.argv.pop(1)
    runpy.run_module(f"benchmarks.{name}", run_name="__main__")
    return 0


if __name__ == "__main__":
    sys.exit(main())
