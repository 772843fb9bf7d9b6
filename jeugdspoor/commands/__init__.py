"""The command line. Each command's exit code is 0 only when it did what it says."""

import signal
import sys

import typer

from jeugdspoor.commands.describing import print_reference
from jeugdspoor.commands.erasing import erase
from jeugdspoor.commands.exporting import export_dossier, export_figures, export_ocel, export_records
from jeugdspoor.commands.filling import extend, simulate_region
from jeugdspoor.commands.proving import export_proof, verify
from jeugdspoor.commands.replaying import difference, replay
from jeugdspoor.commands.rotating import rotate
from jeugdspoor.commands.rows import rebuild
from jeugdspoor.commands.serving import demo, serve, token

commands = typer.Typer(help="The trajectory of each jeugdige, as immutable events.", no_args_is_help=True, add_completion=False)
commands.command()(serve)
commands.command()(demo)
commands.command()(token)
commands.command("simulate")(simulate_region)
commands.command("register")(extend)
commands.command()(rebuild)
commands.command()(verify)
commands.command()(erase)
commands.command()(rotate)
commands.command()(replay)
commands.command()(difference)

exports = typer.Typer(help="Write what others work with into files.", no_args_is_help=True)
exports.command("proof")(export_proof)
exports.command("dossier")(export_dossier)
exports.command("figures")(export_figures)
exports.command("records")(export_records)
exports.command("ocel")(export_ocel)
commands.add_typer(exports, name="export")

commands.command("reference")(print_reference)


def main() -> None:
    # Asked to stop, everything that was started is stopped in order: writer, engine, database.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    commands()
