"""What verification says of one signature: a noun of `model.py`, in a file of its own for its length."""

from dataclasses import dataclass
from typing import Literal

Later = Literal["nothing", "proofs", "signatures", "notes", "changes"]
Conclusion = Literal["invalid", "doubtful", "stranger", "unjudged", "valid"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification saw of one signature.

    `intact`: the signed bytes are unchanged and nothing but lawful additions follows; `trusted`: the chain ends in a
    root that we were given (None: no root was given to judge by); `problem` names what broke, if anything.
    `unit`: the signer's organisation; `witness`: the authority that vouches for `time` (empty: the signer's own word);
    `later`: the most that was added behind what it covers; `until`: how long it can be checked.
    """

    signer: str
    issuer: str
    time: str
    intact: bool
    trusted: bool | None
    covers_file: bool
    level: str
    algorithm: str
    not_before: str
    not_after: str
    problem: str = ""
    unit: str = ""
    witness: str = ""
    later: Later = "nothing"
    until: str = ""

    @property
    def ends_file(self) -> bool:
        """Whether nothing but proofs (time-stamps, revocation data) stands behind what it covers."""
        return self.covers_file or self.later == "proofs"

    @property
    def conclusion(self) -> Conclusion:
        """What it comes to, as a name of the glossary."""
        if not self.intact:
            return "invalid"
        if self.problem:
            return "doubtful"
        if self.trusted is None:
            return "unjudged"
        return "valid" if self.trusted else "stranger"
