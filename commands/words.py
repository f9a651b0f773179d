"""What doubts, findings, steps and their numbers are called, put together from the glossary."""

from digitize.model import Finding, Number
from digitize.vietnam.glossary import Language, glossary, label


def label_doubt(doubt: str, language: Language = "vi") -> str:
    """A doubt in words: the field's name and what is doubtful about it."""
    name, colon, what = doubt.partition(":")
    if not colon:
        return label(name, "doubts", language)
    named = label(name, "fields", language)
    return f"{named}: {label(what, 'doubts', language)}"


def words_of(finding: Finding) -> str:
    """A finding in words, with its numbers."""
    numbers = words_of_numbers(finding.numbers)
    return label(finding.name, "findings") + (f" ({numbers})" if numbers else "")


def words_of_numbers(numbers: tuple[tuple[str, Number], ...]) -> str:
    """Numbers with their units (`183 dpi, 1 bit`), in Vietnamese; those that the glossary lacks by their names."""
    return ", ".join(_number(name, value) for name, value in numbers)


def _number(name: str, value: Number) -> str:
    told = glossary()["sides"].get(str(value), {}).get("vi", str(value))
    return label(name, "numbers").format(told) if name in glossary()["numbers"] else f"{name}={value}"
