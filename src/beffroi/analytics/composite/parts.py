"""What every part of a spec is made of: checked names and numbers, and nothing unknown."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Weight = Annotated[float, Field(allow_inf_nan=False)]
Positive = Annotated[float, Field(allow_inf_nan=False, gt=0)]
Share = Annotated[float, Field(ge=0, le=1)]
Name = Annotated[str, Field(min_length=1)]


class Part(BaseModel):
    """Base of the parts of a spec: nothing unknown passes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Label(Part):
    """A text in both languages."""

    en: str
    fr: str = ""

    def of(self, lang: str) -> str:
        """The text in a language, English where there is no French."""
        return self.fr if lang == "fr" and self.fr else self.en
