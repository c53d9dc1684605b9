"""Forms about clusters, tiers and members."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beffroi.web.accounts.actions.clusters import TIER, WRITTEN
from beffroi.web.accounts.models import Cluster, MembershipTier
from beffroi.web.core.editions import SeenField, SeesEdition


class ClusterForm(SeesEdition, forms.Form):
    """The theme of a cluster in both languages, and its website."""

    theme_en = forms.CharField(label=_("Theme in English"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    theme_fr = forms.CharField(label=_("Theme in French"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    website = forms.URLField(
        label=_("Website"), required=False, assume_scheme="https", widget=forms.URLInput(attrs={"class": "w-l"})
    )

    seen = SeenField()
    names = WRITTEN

    def __init__(self, *args: Any, cluster: Cluster, **kwargs: Any) -> None:
        texts = {f"theme_{language}": cluster.theme.get(language, "") for language in ("en", "fr")}
        super().__init__(*args, **kwargs)
        self.initial = {"website": cluster.website, **texts}
        self.open_on(cluster)

    def details(self) -> dict[str, Any]:
        """What the action stores."""
        texts = {language: self.cleaned_data[f"theme_{language}"].strip() for language in ("en", "fr")}
        return {"theme": texts, "website": self.cleaned_data["website"]}


class TierForm(SeesEdition, forms.ModelForm[MembershipTier]):
    """A tier of membership."""

    yearly_fee = forms.DecimalField(
        label=_("Yearly fee (euro)"),
        min_value=0,
        max_digits=9,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"class": "w-s", "min": "0", "step": "0.01"}),
    )

    seen = SeenField()
    names = TIER

    class Meta:
        model = MembershipTier
        fields = TIER
        widgets = {"name": forms.TextInput(attrs={"class": "w-m"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open_on(self.instance)

    def _post_clean(self) -> None:
        """The action builds and checks the object, under its lock."""
