"""What a machine can check of the architecture (docs/architecture.md): imports, cycles, sizes, docs that tell all."""

import ast
from pathlib import Path

import pytest
from click.testing import CliRunner

import cli
from digitize.settings import setting_names

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("digitize", "ocr", "storage", "signing", "jobs", "web", "commands", "cli")
MAY_IMPORT = {
    "digitize": {"digitize"},
    "ocr": {"digitize", "ocr"},
    "storage": {"digitize", "storage"},
    "signing": {"digitize", "signing"},
    "jobs": {"digitize", "jobs"},
    "web": {"digitize", "web"},
    "commands": set(ROOMS) - {"cli"},
    "cli": {"commands", "digitize", "cli"},
}
STAGES = {"upright", "deskew", "clean", "quality", "encode", "order", "correct", "split", "classify", "extract"}
STAGES |= {"review", "pack", "spot", "witness", "codes", "reread", "doubted", "unread", "secrecy"}


def product_files() -> list[Path]:
    folders = [ROOT / room for room in ROOMS if (ROOT / room).is_dir()]
    return [ROOT / "cli.py", *(file for folder in folders for file in sorted(folder.rglob("*.py")))]


def all_files() -> list[Path]:
    rooms = ("tests", "samples", "bench", "training")
    others = [file for name in rooms for file in sorted((ROOT / name).rglob("*.py"))]
    return product_files() + others


def module_name(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(file: Path) -> set[str]:
    """Modules of ours that a file imports, lazily or for types too; `from a import b` counts as a.b if that is one."""
    ours = {module_name(other) for other in product_files()}
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            assert all(alias.name != "*" for alias in node.names), f"{file}: star import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}
    return {name for name in found if name in ours} - {module_name(file)}


@pytest.mark.parametrize("file", product_files(), ids=module_name)
def test_imports_keep_to_the_law(file: Path) -> None:
    room = module_name(file).split(".")[0]
    reached = {name.split(".")[0] for name in imports(file)}
    assert reached <= MAY_IMPORT[room], f"{room} may not import {reached - MAY_IMPORT[room]}"


def test_stages_do_not_import_each_other() -> None:
    for stage in STAGES:
        file = ROOT / "digitize" / f"{stage}.py"
        if file.exists():
            reached = {name.removeprefix("digitize.") for name in imports(file)}
            assert not reached & STAGES, f"{stage} imports {reached & STAGES}"


def test_adapters_do_not_import_each_other() -> None:
    for folder in ("ocr/engines", "storage/stores", "signing/signers"):
        names = {module_name(file) for file in (ROOT / folder).glob("*.py") if file.stem != "__init__"}
        for file in (ROOT / folder).glob("*.py"):
            assert not imports(file) & names, f"{file} imports another adapter"


def test_there_are_no_cycles() -> None:
    graph = {module_name(file): imports(file) for file in product_files()}
    done: set[str] = set()

    def walk(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, f"cycle: {' -> '.join((*path, name))}"
        if name not in done:
            for other in graph.get(name, set()):
                walk(other, (*path, name))
            done.add(name)

    for name in graph:
        walk(name, ())


@pytest.mark.parametrize("file", all_files(), ids=lambda file: str(file.relative_to(ROOT)))
def test_sizes(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400, "a file of more than 400 lines wants to be two"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 60, f"{node.name} has {length} lines"
            count = len(node.args.args) + len(node.args.kwonlyargs) + len(node.args.posonlyargs)
            named_self = bool(node.args.args) and node.args.args[0].arg in ("self", "cls")
            is_command = file.parent.name == "commands" and node.name == "command"
            # Tests take fixtures, drawing takes coordinates.
            counted = not any(file.is_relative_to(ROOT / folder) for folder in ("tests", "samples"))
            assert is_command or not counted or count - named_self <= 5, f"{node.name} takes {count} arguments"


def test_ports_are_small() -> None:
    tree = ast.parse((ROOT / "digitize" / "ports.py").read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            methods = [one for one in node.body if isinstance(one, ast.FunctionDef)]
            assert len(methods) <= 6, f"{node.name} has {len(methods)} methods"


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_helps(name: str) -> None:
    result = CliRunner().invoke(cli.group, [name, "--help"])
    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 5


def test_readme_names_every_command_and_setting() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [name for name in cli.COMMANDS if f"sohoa {name}" not in readme]
    missing += [name for name in setting_names() if f"`{name}`" not in readme]
    assert not missing, f"README does not tell of {missing}"


def test_the_settings_template_holds_every_setting() -> None:
    import tomllib

    told = tomllib.loads((ROOT / "commands" / "sohoa.toml").read_text(encoding="utf-8"))
    assert {f"{section}.{key}" for section, keys in told.items() for key in keys} == set(setting_names())
