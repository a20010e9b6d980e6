"""What characters are like, measured from how they speak and in what scenes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean, pstdev

from jangmyeon.guides.anatomy_phrases import Voice, rows_of, settled
from jangmyeon.guides.quiz import Character, Trait
from jangmyeon.guides.reasons_sketch import Sketches
from jangmyeon.model import Line, Person, Scene

_POLITE = re.compile(r"(?:요|니다|니까|십시오|시오|세요|죠|소서)[.?!~…]*$")
_FULL = 3.0  # of romance
_DARING = ("fight", "chase", "rescue", "confrontation")
_FEWEST = 5  # lines of somebody whose traits can be told
_TOLD = 2
_TELLING = 0.3  # standard deviations from which a trait is told


@dataclass(slots=True)
class _Spoken:
    """What somebody says, and in which scenes."""

    texts: list[str] = field(default_factory=list)
    scenes: list[Scene] = field(default_factory=list)

    def add(self, line: Line, scene: Scene) -> None:
        self.texts.append(" ".join(line.text.split()))
        self.scenes.append(scene)

    def traits(self) -> dict[str, float]:
        """Each trait by its name, in a measure of its own."""
        kinds = [{m.kind: m.score for m in scene.moments} for scene in self.scenes]
        met = len({(scene.episode.code, scene.number) for scene in self.scenes})
        return {
            "formality": fmean(_POLITE.search(text) is not None for text in self.texts),
            "chattiness": sum(map(len, self.texts)) / met,
            "temper": fmean("!" in text for text in self.texts),
            "curiosity": fmean("?" in text for text in self.texts),
            "tenderness": fmean(scene.romance / _FULL for scene in self.scenes),
            "humor": fmean(each.get("comedy", 0.0) for each in kinds),
            "daring": fmean(max(each.get(kind, 0.0) for kind in _DARING) for each in kinds),
        }


def characters_of(
    sketches: Sketches, drama: str, main: Sequence[Person], voice: Voice
) -> tuple[Character, ...]:
    """The main people of a drama with their traits, those who say most first."""
    measured = {
        person.name: spoken.traits()
        for person, spoken in zip(main, _spoken(sketches, drama, main), strict=True)
        if len(spoken.texts) >= _FEWEST
    }
    levels = _standardized(measured)
    return tuple(_character(name, its, voice) for name, its in levels.items())


def _spoken(sketches: Sketches, drama: str, main: Sequence[Person]) -> list[_Spoken]:
    found = [_Spoken() for _ in main]
    speaking = {
        spelt: place for place, each in enumerate(main) for spelt in (each.name, *each.spellings)
    }
    for stored in sketches.reader.episodes(drama):
        scenes = iter(sketches.reader.scenes(stored))
        scene = next(scenes, None)
        for line in sketches.script(stored)[0]:
            while scene is not None and line.start >= scene.end:
                scene = next(scenes, None)
            if scene is None:
                break
            if line.kind == "speech" and line.speaker in speaking:
                found[speaking[line.speaker]].add(line, scene)
    return found


def _standardized(measured: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """Traits beside those of the others: 0 is as much as they have, 1 a standard deviation more."""
    found: dict[str, dict[str, float]] = {name: {} for name in measured}
    for trait, *_ in rows_of("quiz_traits.tsv"):
        values = [its[trait] for its in measured.values()]
        middle, spread = (fmean(values), pstdev(values)) if values else (0.0, 0.0)
        for name, its in measured.items():
            found[name][trait] = round((its[trait] - middle) / spread, 3) if spread else 0.0
    return found


def _character(name: str, levels: Mapping[str, float], voice: Voice) -> Character:
    korean = voice.language == "ko"
    traits = []
    for trait, much_en, little_en, much_ko, little_ko in rows_of("quiz_traits.tsv"):
        much, little = (much_ko, little_ko) if korean else (much_en, little_en)
        level = levels[trait]
        traits.append(Trait(trait, much if level >= 0 else little, level))
    strong = sorted(traits, key=lambda trait: -abs(trait.level))[:_TOLD]
    told = [trait.label for trait in strong if abs(trait.level) >= _TELLING]
    sentence = settled(f"{voice.name(name)}: {', '.join(told)}") if told else voice.name(name)
    return Character(name, voice.name(name), sentence, tuple(traits))
