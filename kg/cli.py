"""The `kg` command: thin, one function a command. Only here is anything printed or the process ended."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from kg.errors import KgError
from kg.settings import Limits, Settings, ShownText

app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Turn Chinese news on 双拥 work and red history into a knowledge graph in which every fact "
    "leads back to its sentence.",
)

REJECTED = 3
"""Exit code when all went well but some input was rejected."""
INVALID = 4
"""Exit code of `kg validate` when it found something wrong."""

LIMITS = Limits()

errors = Console(stderr=True, highlight=False)

Paths = Annotated[
    list[str], typer.Argument(help="Files (.txt .html .md .jsonl), folders or globs.")
]
Out = Annotated[Path, typer.Option("--out", "-o", help="The folder of the graph.")]
Table = Annotated[
    Path,
    typer.Option(help="What people decided about pairs: kg review writes it, kg build reads it."),
]
_TABLE = Settings().judgements
Built = Annotated[Path, typer.Option("--graph", "-g", help="A folder that kg build wrote.")]


@app.command()
def build(
    paths: Paths,
    out: Out = Path("out"),
    base_iri: Annotated[
        str, typer.Option(help="Namespace of the IRIs; ends in a slash.")
    ] = Settings().base_iri,
    judgements: Table = _TABLE,
    time: Annotated[
        datetime | None,
        typer.Option(
            help="Time to state in the metadata (UTC); none by default, so that equal input gives equal bytes.",
            formats=["%Y-%m-%dT%H:%M:%SZ"],
        ),
    ] = None,
) -> None:
    """Read articles and build the graph.

    Exit code 3 says that the graph is built but some input was rejected; each is named.

    Example: kg build data/articles -o out
    """
    from datetime import UTC

    from kg.build import build as run
    from kg.corpus import Rejection, find

    settings = Settings(base_iri=base_iri, judgements=judgements)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=errors,
        disable=not errors.is_terminal,
        transient=True,
    ) as bar:
        task = bar.add_task("Reading articles", total=len(find(paths)))

        def progress(item: object) -> None:
            bar.advance(task)
            if isinstance(item, Rejection):
                errors.print(f"rejected {item}", markup=False, soft_wrap=True)

        report = run(
            paths,
            out,
            settings=settings,
            generated=time.replace(tzinfo=UTC) if time else None,
            progress=progress,
        )
    kinds = ", ".join(f"{count} {kind}" for kind, count in report.by_type.items())
    typer.echo(
        f"{report.articles} articles, {report.statements} statements, {report.mentions} mentions, "
        f"{report.quads} quads in {out}"
    )
    typer.echo(f"{report.entities} entities: {kinds}")
    typer.echo(f"{report.merged} merged into others, {report.undecided} pairs undecided")
    if report.rejections:
        typer.echo(f"{len(report.rejections)} inputs rejected", err=True)
        raise typer.Exit(REJECTED)


@app.command()
def extract(paths: Paths) -> None:
    """Print entities and relations, one JSON line an article; no store is needed.

    Example: kg extract article.txt | jq .relations
    """
    from collections.abc import Iterator

    from kg.corpus import Rejection, read
    from kg.extract import build_pipeline
    from kg.extract import extract as run
    from kg.gazetteer import Gazetteer
    from kg.link import link
    from kg.link.records import record
    from kg.model import Article

    rejected = 0

    def accepted() -> Iterator[Article]:
        nonlocal rejected
        for item in read(paths):
            if isinstance(item, Rejection):
                rejected += 1
                errors.print(f"rejected {item}", markup=False, soft_wrap=True)
            else:
                yield item

    gazetteer = Gazetteer.load(Settings().gazetteer)
    for linked in link(run(accepted(), build_pipeline()), gazetteer):
        typer.echo(json.dumps(record(linked), ensure_ascii=False))
    if rejected:
        raise typer.Exit(REJECTED)


@app.command()
def evaluate(
    gold: Annotated[
        list[Path] | None,
        typer.Argument(help="Annotated articles (.jsonl), as docs/accuracy.md says."),
    ] = None,
    texts: Annotated[
        Path | None,
        typer.Option(help="Folder of the texts that they name [the nearest above that has them]."),
    ] = None,
    names: Annotated[
        list[Path] | None,
        typer.Option(help="Sentences with spans of names (.jsonl): score the names model on them."),
    ] = None,
    model: Annotated[
        Path | None, typer.Option(help="Folder of the names model to score [the one that ships].")
    ] = None,
    links: Annotated[
        Path | None,
        typer.Option(help="Codes of places, full names of bodies (.tsv): score what is linked."),
    ] = None,
    resolution: Annotated[
        list[Path] | None,
        typer.Option(help="Clusters of what several articles name (.jsonl): score what merges."),
    ] = None,
    list_errors: Annotated[
        bool, typer.Option("--errors", help="List the errors by kind, with their sentences.")
    ] = False,
    as_json: Annotated[
        Path | None, typer.Option("--json", help="Write all figures here, for machines.")
    ] = None,
    page: Annotated[
        Path | None,
        typer.Option("--markdown", help="Replace the figures between the marks of this page."),
    ] = None,
    day: Annotated[
        datetime | None,
        typer.Option("--date", help="Date to state [today].", formats=["%Y-%m-%d"]),
    ] = None,
) -> None:
    """Score what is extracted, linked and resolved against what people annotated.

    Example: kg evaluate gold.jsonl --errors
    """
    from datetime import UTC

    from kg.evaluate.evaluation import evaluate as run
    from kg.evaluate.mistakes import listing
    from kg.evaluate.report import (
        linking_table,
        markdown,
        names_table,
        replace_section,
        resolution_table,
        table,
        to_record,
    )

    if not gold and not names and not resolution:
        raise KgError(
            "There is nothing to evaluate: name annotated articles, --names FILE, or"
            " --resolution FILE."
        )
    result = run(gold or [], names or [], texts, model, links, resolution or [])
    for name, figures in result.articles.items():
        typer.echo(f"{name}: {figures.articles} articles\n{table(figures)}\n")
    for name, scores in result.names.items():
        typer.echo(f"{name}: names\n{names_table(scores)}\n")
    for name, linking in result.linking.items():
        typer.echo(f"{name}: linking\n{linking_table(linking)}\n")
    for name, resolved in result.resolution.items():
        typer.echo(f"{name}: {resolved.articles} articles\n{resolution_table(resolved)}\n")
    if list_errors:
        for line in listing(result.mistakes):
            typer.echo(line)
        for linking in result.linking.values():
            for wrong in linking.mistakes:
                typer.echo(f"wrong link: {wrong}")
        for resolved in result.resolution.values():
            for line in resolved.mistakes:
                typer.echo(line)
    date = (day or datetime.now(UTC)).date()
    if as_json:
        content = json.dumps(to_record(result, date), ensure_ascii=False, indent=1)
        as_json.write_text(f"{content}\n", encoding="utf-8")
    if page:
        replace_section(page, markdown(result, date))


@app.command("train-names")
def train_names(
    corpora: Annotated[
        Path, typer.Argument(help="The folder that the configuration's paths start from.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder of the model.")],
    config: Annotated[
        Path | None, typer.Option(help="Settings of the run [those of the model that ships].")
    ] = None,
) -> None:
    """Train the names model anew; about an hour on two cores. The log is OUT/training.log too.

    Needs what reading does not: pip install 'shuangyong-kg[train]'.

    Example: kg train-names corpora -o fresh && kg evaluate --names msra_test.jsonl --model fresh
    """
    import logging
    import shutil

    try:
        from kg.training.names.train import train
    except ModuleNotFoundError as error:
        raise KgError(
            f"Training needs {error.name}: pip install 'shuangyong-kg[train]'."
        ) from error
    from kg.training.names.config import Config

    path = config or Settings().names_model / "config.toml"
    settings = Config.read(path)
    out.mkdir(parents=True, exist_ok=True)
    handlers: list[logging.Handler] = [
        logging.StreamHandler(),
        logging.FileHandler(out / "training.log", "w", "utf-8"),
    ]
    logger = logging.getLogger("kg")
    logger.setLevel(logging.INFO)
    for handler in handlers:
        handler.setFormatter(logging.Formatter("%(message)s"))
        logger.addHandler(handler)
    train(settings, corpora, out)
    if path.resolve() != (out / "config.toml").resolve():
        shutil.copyfile(path, out / "config.toml")


@app.command()
def validate(
    graph: Built = Path("out"),
    as_json: Annotated[bool, typer.Option("--json", help="A report for machines.")] = False,
) -> None:
    """Check the graph against its shapes and every quote against its article.

    Exit code 4 says that something is wrong; the report names shape, node, article and quote.
    """
    from kg.build import ARTICLES
    from kg.graph.articles import read_articles
    from kg.graph.store import FOLDER, Store
    from kg.graph.validate import validate as run

    with Store.open(graph / FOLDER) as store:
        report = run(store, read_articles(graph / ARTICLES), Settings().ontology)
    typer.echo(report.to_json() if as_json else str(report))
    if not report.ok:
        raise typer.Exit(INVALID)


@app.command()
def query(
    name: Annotated[
        str,
        typer.Argument(
            help="A named query, a .rq file, or - for standard input; 'list' lists the named ones."
        ),
    ],
    parameters: Annotated[
        list[str] | None, typer.Argument(help="Parameters of a named query: place=220600 from=2018")
    ] = None,
    graph: Built = Path("out"),
    endpoint: Annotated[
        str | None, typer.Option(help="A SPARQL 1.1 endpoint to ask instead of the local graph.")
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", "-f", help="table, csv, json; turtle or table for graphs.")
    ] = "table",
) -> None:
    """Run a named query of queries/ or any SPARQL, here or at an endpoint.

    Example: kg query honours-by-place -f csv
    """
    from kg.graph.store import FOLDER, Store
    from kg.query import local, remote
    from kg.query.results import write

    sparql = _sparql(name, parameters or [])
    if sparql is None:
        return
    if endpoint:
        typer.echo(write(remote.run(endpoint, sparql), format_), nl=False)
        return
    with Store.open(graph / FOLDER) as store:
        typer.echo(write(local.run(store, sparql), format_), nl=False)


def _sparql(name: str, parameters: list[str]) -> str | None:
    """The text of the query asked for, its parameters bound; None when only a list was wanted."""
    from kg.errors import QueryError
    from kg.query.named import load

    if name == "-":
        return sys.stdin.read()
    if name.endswith((".rq", ".sparql")):
        path = Path(name)
        if not path.is_file():
            raise QueryError(f"There is no file {name}.")
        return path.read_text(encoding="utf-8")
    queries = load(Settings().queries)
    if name == "list":
        for key, named in sorted(queries.items()):
            typer.echo(f"{key:32} {named.summary['zh']} {named.summary['en']}")
        return None
    if name not in queries:
        raise QueryError(f"There is no query {name!r}. Known: {', '.join(sorted(queries))}.")
    values: dict[str, str] = {}
    for parameter in parameters:
        key, equals, value = parameter.partition("=")
        if not equals:
            raise QueryError(f"{parameter!r} is no parameter; write name=value.")
        values[key] = value
    return queries[name].bind(**values)


Key = Annotated[str, typer.Argument(help="The IRI or key (event/3f2a9c0d1e5b) of an entity.")]


@app.command()
def explain(entity: Key, graph: Built = Path("out")) -> None:
    """Say why an entity is what it is: mentions and rules, merges with scores, judgements.

    Example: kg explain site/yanan-geming-jinianguan
    """
    from kg.graph.store import FOLDER, Store
    from kg.review import explain as run

    with Store.open(graph / FOLDER) as store:
        for line in run(store, _iri(entity)):
            typer.echo(_plain(line))


@app.command()
def review(
    graph: Built = Path("out"),
    judgements: Table = _TABLE,
    who: Annotated[str | None, typer.Option(help="Your name, for the rows [asked for].")] = None,
) -> None:
    """Walk the pairs that the build left undecided, the likeliest first, and record what you decide.

    Each pair is shown with names, kinds, dates, places and sentences of both sides. Answer s (same),
    d (different), u (unsure), n (next, decide later) or q (quit), then say why. Each answer becomes
    a row at once; a later row on the same pair overrides it. Build again to apply them.

    Example: kg review -g out --who 某编辑
    """
    from datetime import UTC

    from kg.graph.store import FOLDER, Store
    from kg.resolve.judgements import Decision, Judgements, append
    from kg.review import open_pairs, side
    from kg.review.explain import describe, sentence

    decisions = {"s": Decision.SAME, "d": Decision.DIFFERENT, "u": Decision.UNSURE}
    known = Judgements.load(judgements) if judgements.exists() else Judgements()
    with Store.open(graph / FOLDER) as store:
        pairs = [
            pair
            for pair in open_pairs(store)
            if known.get(pair.left.partition("/id/")[2], pair.right.partition("/id/")[2]) is None
        ]
        typer.echo(f"{len(pairs)} undecided pairs without a judgement")
        recorded = 0
        for number, pair in enumerate(pairs, start=1):
            typer.echo(f"\n[{number}/{len(pairs)}] {pair.score} {_plain(pair.why_zh)}")
            for iri in (pair.left, pair.right):
                entity = side(store, iri)
                for line in describe(entity):
                    typer.echo(f"  {_plain(line)}")
                for seen in entity.mentions[:3]:
                    typer.echo(f"    {seen.issued} {_plain(seen.article)} {_plain(sentence(seen))}")
            answer = ""
            while answer not in ("n", "q", *decisions):
                answer = typer.prompt("s same, d different, u unsure, n next, q quit", default="n")
            if answer == "q":
                break
            if answer == "n":
                continue
            who = who or typer.prompt("Your name")
            why = typer.prompt("Why")
            left, right = (iri.partition("/id/")[2] for iri in (pair.left, pair.right))
            today = datetime.now(UTC).date()
            append(judgements, left, right, decisions[answer], who, today, why)
            recorded += 1
    typer.echo(f"{recorded} judgements recorded in {judgements}; kg build applies them.")


def _iri(entity: str) -> str:
    """An IRI as it is; a key under the base."""
    if entity.startswith(("http://", "https://")):
        return entity
    return f"{Settings().base_iri}id/{entity}"


def _plain(text: str) -> str:
    """Text of articles without what a terminal would obey: control and format characters."""
    return "".join(c if c.isprintable() else " " for c in text)


@app.command()
def network(
    graph: Built = Path("out"),
    centre: Annotated[
        str | None,
        typer.Option(help="IRI or key (place/220600) to start from; the whole graph without."),
    ] = None,
    radius: Annotated[int, typer.Option(min=1, max=6, help="Hops from the centre.")] = 2,
    limit: Annotated[
        int, typer.Option(help="Show at most so many nodes, the best connected first.")
    ] = 500,
    page: Annotated[
        Path | None, typer.Option("--page", help="The page to write [GRAPH/network.html].")
    ] = None,
    gexf: Annotated[Path | None, typer.Option(help="Write GEXF here.")] = None,
    graphml: Annotated[Path | None, typer.Option(help="Write GraphML here.")] = None,
) -> None:
    """Write a network page that works offline, and GEXF or GraphML for other tools."""
    from kg.graph.store import FOLDER, Store
    from kg.network import write_network

    target = page or graph / "network.html"
    centre = _iri(centre) if centre else None
    with Store.open(graph / FOLDER) as store:
        nodes, edges = write_network(
            store,
            target,
            centre=centre,
            radius=radius,
            limit=limit,
            gexf=gexf,
            graphml=graphml,
        )
    typer.echo(f"{nodes} nodes, {edges} edges in {target}")


@app.command()
def dump(
    graph: Built = Path("out"),
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", "-f", help="nquads, trig, turtle, jsonld; all by default."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Folder for the dumps [GRAPH/dumps].")
    ] = None,
    compress: Annotated[bool, typer.Option("--gzip", help="Compress each file.")] = False,
) -> None:
    """Write the graph to files; equal graphs give equal bytes."""
    from kg.graph.store import FOLDER, Store
    from kg.publish.dump import FORMATS, write_dump

    target = out or graph / "dumps"
    with Store.open(graph / FOLDER) as store:
        for name in formats or list(FORMATS):
            if name not in FORMATS:
                raise KgError(f"There is no format {name!r}. Known: {', '.join(FORMATS)}.")
            path = target / f"shuangyong-kg{FORMATS[name].suffix}{'.gz' if compress else ''}"
            write_dump(store.quads(), path)
            typer.echo(f"{path} ({path.stat().st_size:,} bytes)")


@app.command()
def serve(
    graph: Built = Path("out"),
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    seconds: Annotated[
        float, typer.Option(min=0.1, help="Seconds that a query may run; then it is ended.")
    ] = LIMITS.seconds,
    answer: Annotated[
        int, typer.Option(min=1, help="Bytes that the answer to a query may have.")
    ] = LIMITS.answer,
    memory: Annotated[
        int, typer.Option(min=1, help="Bytes of address space of a process that runs queries.")
    ] = LIMITS.memory,
    workers: Annotated[
        int, typer.Option(min=1, help="Queries that run at once, each in a process of its own.")
    ] = LIMITS.workers,
    waiting: Annotated[
        int, typer.Option(min=0, help="Queries that may wait for their turn; more are sent away.")
    ] = LIMITS.waiting,
    request: Annotated[
        int, typer.Option(min=1, help="Bytes that a request may have.")
    ] = LIMITS.request,
    length: Annotated[
        int, typer.Option(min=1, help="Characters that a query may have.")
    ] = LIMITS.length,
    nesting: Annotated[
        int, typer.Option(min=1, help="Depth to which the brackets of a query may be nested.")
    ] = LIMITS.nesting,
    patience: Annotated[
        float, typer.Option(min=0.1, help="Seconds that a client may take for its next move.")
    ] = LIMITS.patience,
    service: Annotated[
        bool,
        typer.Option(
            "--service",
            help="Let queries ask other endpoints: the server then fetches what strangers name.",
        ),
    ] = LIMITS.service,
    text: Annotated[
        ShownText,
        typer.Option(
            help="Text of articles to show: what the licence allows, all, or quotes only."
        ),
    ] = ShownText.LICENSED,
    basemap: Annotated[
        Path | None,
        typer.Option(help="GeoJSON to draw maps over instead of the one that ships.", exists=True),
    ] = None,
) -> None:
    """Serve pages, the SPARQL endpoint, search and the downloads until stopped.

    \b
      /                   pages for people: entities, articles, search, data
      /sparql             SPARQL 1.1 Protocol, read-only; without a query, what the service offers
      /search?q=baishan   search by names and sentences, also in pinyin; JSON
      /.well-known/void   what the data set is
      /downloads/…        the files of kg dump

    Under another server: KG_GRAPH=out uvicorn kg.serve.asgi:app (docs/endpoint.md says more).

    Example: kg serve -g out --seconds 30 --workers 4
    """
    from kg.serve import serve as run

    limits = Limits(
        seconds=seconds,
        answer=answer,
        memory=memory,
        workers=workers,
        waiting=waiting,
        request=request,
        length=length,
        nesting=nesting,
        patience=patience,
        service=service,
    )
    typer.echo(f"http://{host}:{port}/")
    run(graph, host=host, port=port, limits=limits, shown_text=text, basemap=basemap)


def main() -> None:
    """Entry point: errors of the package become one line on standard error and exit code 1."""
    try:
        app()
    except KgError as error:
        errors.print(f"kg: {error}", markup=False, soft_wrap=True)
        sys.exit(1)
