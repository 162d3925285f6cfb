"""A command line with groups, options, types and errors."""

import click
from click.testing import CliRunner


@click.group(invoke_without_command=True)
@click.option("--verbose/--quiet", default=False, help="Say more.")
@click.pass_context
def cli(ctx, verbose):
    """Does things."""
    ctx.obj = {"verbose": verbose}
    if ctx.invoked_subcommand is None:
        click.echo("nothing to do")


@cli.command()
@click.argument("names", nargs=-1, required=True)
@click.option("-n", "--count", type=click.IntRange(1, 5), default=1, show_default=True)
@click.option("--shape", type=click.Choice(["round", "square"]))
@click.pass_obj
def greet(obj, names, count, shape):
    """Greets NAMES."""
    for name in names * count:
        click.secho(f"hello {name}{' (' + shape + ')' if shape else ''}", fg="green", bold=obj["verbose"])


@cli.command()
@click.option("--when", type=click.DateTime(), prompt=True)
@click.option("--rate", type=float, envvar="RATE")
def plan(when, rate):
    if rate is None:
        raise click.UsageError("no rate")
    click.echo(f"{when:%d.%m.%Y} at {rate}")


runner = CliRunner()
for args, options in [
    ([], {}),
    (["--help"], {}),
    (["greet", "--help"], {}),
    (["--verbose", "greet", "anna", "bob", "-n", "2"], {"color": True}),
    (["greet", "eve", "--shape", "round"], {}),
    (["greet", "eve", "--shape", "flat"], {}),
    (["greet"], {}),
    (["greet", "x", "-n", "9"], {}),
    (["plan"], {"input": "2023-02-01\n"}),
    (["plan"], {"input": "tomorrow\n2023-02-01\n", "env": {"RATE": "2.5"}}),
    (["paln"], {}),
]:
    result = runner.invoke(cli, args, **options)
    print(args, result.exit_code)
    print(result.output)
