"""Whatever programs ask of the web app, it answers as its description says.

``JANGMYEON_EXAMPLES`` is how many requests are made of each operation (a few in the usual run).
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from tests.web.serving import copied, settings_of

from jangmyeon.sample import sample_folder
from jangmyeon.web import create_app

schemathesis = pytest.importorskip("schemathesis", reason="needs schemathesis")

EXAMPLES = int(os.environ.get("JANGMYEON_EXAMPLES", "12"))
TOKEN = "for-the-tests-alone"
THERE = {
    "drama": "last-ferry-from-sorado-2024",
    "drama_id": "last-ferry-from-sorado-2024",
    "code": "S01E02",
    "at": 608.0,
    "kind": "touching",
    "name": "best",
    "language": "ko",
    "writeup": 1,
}
"""What is in the sample, by the names of parameters."""
PROGRAM = {"authorization": f"Bearer {TOKEN}"}


@pytest.fixture(scope="module")
def operations(sample_data: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """What programs can ask of the app over the sample drama, as its own description tells."""
    data = copied(sample_data, tmp_path_factory.mktemp("described") / "data")
    app = create_app(settings_of(sample_folder(), data, token=TOKEN, hosts=("testserver",)))
    schema = schemathesis.openapi.from_asgi("/openapi.json", app, headers=PROGRAM)
    return [found.ok() for found in schema.get_all_operations()]


def test_answers_are_as_described(operations: list[Any], record_property: Any) -> None:
    counts: Counter[int] = Counter()
    wrong = {f"{each.label}: {told}" for each in operations for told in _wrong(each, counts)}
    record_property("answers", dict(counts))
    print(f"{counts.total()} requests of {len(operations)} operations: {dict(counts)}")
    assert len(operations) > 10
    assert not wrong, "\n\n".join(sorted(wrong))


def _wrong(operation: Any, counts: Counter[int]) -> Iterator[str]:
    """What is wrong with the answers of an operation: the first of it, if anything."""
    positive, negative = schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE
    right = operation.as_strategy(generation_mode=positive)
    strategies = [right, right.map(_of_the_sample)]
    if operation.path_parameters or operation.query or operation.body:
        strategies.append(operation.as_strategy(generation_mode=negative).filter(_tells_all))
    for strategy in strategies:
        try:
            _asking(strategy, counts)()
        except Exception as error:
            yield str(error)
        except BaseExceptionGroup as errors:
            yield "\n".join(map(str, errors.exceptions))


def _asking(strategy: Any, counts: Counter[int]) -> Callable[[], None]:
    """Asks as a strategy has it, and compares the answers with their description."""
    from schemathesis import checks
    from schemathesis.specs.openapi import checks as described

    wanted = [
        checks.not_a_server_error,
        described.status_code_conformance,
        described.content_type_conformance,
        described.response_headers_conformance,
        described.response_schema_conformance,
        described.negative_data_rejection,
    ]

    @given(case=strategy)
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: Any) -> None:
        answer = case.call(headers=PROGRAM)
        counts[answer.status_code] += 1
        typed = case.media_type != "multipart/form-data"  # what is sent as a file is one
        case.validate_response(answer, checks=wanted if typed else wanted[:-1], headers=PROGRAM)

    return ask


def _tells_all(case: Any) -> bool:
    """Whether no field of a form is empty: that is as if it were not there."""
    return not (isinstance(case.body, dict) and any(v in ("", None) for v in case.body.values()))


def _of_the_sample(case: Any) -> Any:
    """The same question about something that is there."""
    for given_ in (case.path_parameters, case.query, case.body):
        if isinstance(given_, dict):
            given_.update({name: THERE[name] for name in given_.keys() & THERE.keys()})
    return case
