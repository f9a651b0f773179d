"""The front door of sohoa: settings, the list of commands (loaded when called), errors to exit codes."""

import importlib
import os
import resource
import sys

import click

from digitize.errors import SohoaError

# Name -> what it does, so that `sohoa --help` need not load OpenCV and pyHanko.
COMMANDS = {
    "init": "Tạo kho, khóa và sohoa.toml / make archive, keys and settings",
    "run": "Số hóa và lưu hồ sơ / file scans",
    "read": "Đọc mà không lưu / read without storing",
    "separators": "In tờ phân tách hồ sơ / print separator sheets",
    "find": "Tìm giấy tờ / find documents",
    "show": "Xem một giấy tờ / show one document",
    "export": "Xuất tệp / write out a document's file",
    "held": "Việc đang tạm giữ / what is held and why",
    "retry": "Chạy lại giấy tờ tạm giữ / run held documents again",
    "review": "Bàn kiểm tra: quyết định chỗ nghi vấn / decide what is in doubt",
    "revoke": "Thu hồi giấy tờ lưu nhầm / withdraw a misfiled document",
    "sign": "Ký các giấy tờ chờ ký / sign what waits for its signature",
    "issue": "Ký kết quả điện tử / sign a result that is issued",
    "token": "Xem và thử thiết bị ký số / look at a signing token",
    "verify": "Kiểm tra chữ ký và toàn vẹn / verify signature and integrity",
    "keys": "Khóa: sao lưu, khôi phục, đổi / keys: backup, restore, rotate",
    "fixity": "Kiểm tra kho còn nguyên / check every object in the store",
    "conformance": "Kiểm tra PDF/A bằng veraPDF, theo mẫu / veraPDF on a sample",
    "sweep": "Dọn đối tượng không có hồ sơ / remove objects without a record",
    "retain": "Thời hạn bảo quản, giữ theo yêu cầu / retention locks, legal holds",
    "expire": "Hủy giấy tờ hết hạn, hai người / destroy what is due, two persons",
    "backup": "Sao lưu kho / copy the archive",
    "restore": "Khôi phục từ bản sao lưu / restore from a backup",
    "rebuild": "Dựng lại mục lục bị mất / make a lost catalog anew",
    "audit": "Nhật ký: kiểm tra, khóa sổ / the audit trail: verify, seal",
    "doctor": "Kiểm tra cài đặt / check the installation",
}


class Commands(click.Group):
    """Loads a command's module only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; its module is named alike."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"commands.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in the help, from the table above."""
        with formatter.section("Lệnh / Commands"):
            formatter.write_dl(list(COMMANDS.items()))


EXIT_CODES = (
    "Mã thoát / exit codes: 0 done; 1 defect; 2 settings or installation; 3 a paper needs a person (held, not intact); "
    "4 something outside failed (disk, signer, catalog); 130 stopped by Ctrl-C."
)


@click.group(cls=Commands, epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--config", type=click.Path(dir_okay=False), help="Tệp cài đặt / settings file (sohoa.toml).")
@click.version_option(package_name="sohoa")
@click.pass_context
def group(ctx: click.Context, config: str | None) -> None:
    """sohoa: số hóa hồ sơ một cửa, from scanned paper to signed documents found by citizen ID."""
    ctx.obj = config


def main() -> None:
    """Runs the command line; every error ends here as one line and an exit code."""
    # One thread a process: pages are the parallelism. OpenMP and BLAS read these when their libraries load.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # What dies leaves no picture of its memory on the disk: there are pages and keys in it.
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    # Workers must not import from the folder that the clerk happens to stand in.
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        group.main(prog_name="sohoa", standalone_mode=False)
    except SohoaError as error:
        click.echo(f"sohoa: {error}", err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nsohoa: đã dừng; chạy lại cùng lệnh để làm tiếp / stopped; the same command goes on.", err=True)
        sys.exit(130)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except BrokenPipeError:
        # Whoever reads our output (head, less) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 - the one place where a defect becomes a sentence
        from commands.logs import log_defect

        log_defect(error)
        where = "xem sohoa.log / see sohoa.log"
        click.echo(f"sohoa: lỗi phần mềm / a defect ({type(error).__name__}); {where}", err=True)
        sys.exit(1)
