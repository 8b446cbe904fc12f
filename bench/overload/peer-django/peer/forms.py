"""The ten pages of ../site/programs/ten.toml, with the names of their fields."""

from datetime import date

from django import forms

YES_NO = [("yes", "Yes"), ("no", "No")]
LANGUAGES = [("en", "English"), ("fr", "French")]


def text(label, longest=100, **more):
    return forms.CharField(label=label, max_length=longest, **more)


def lines(label, **more):
    return text(label, 2000, widget=forms.Textarea, **more)


def number(label, least, most, **more):
    return forms.IntegerField(label=label, min_value=least, max_value=most, **more)


def day(name, label):
    return {
        f"{name}.day": number(f"{label}: day", 1, 31),
        f"{name}.month": number(f"{label}: month", 1, 12),
        f"{name}.year": number(f"{label}: year", 1900, 2100),
    }


def period(name):
    def month(which, **more):
        return {
            f"{which}-month": number(f"{which}: month", 1, 12, **more),
            f"{which}-year": number(f"{which}: year", 1900, 2100, **more),
        }

    months = month("from") | month("to", required=False)
    fields = {f"{name}.{part}": field for part, field in months.items()}
    return fields | {f"{name}.ongoing": forms.BooleanField(label="Still going on", required=False)}


def choice(label, options):
    return forms.ChoiceField(label=label, choices=options, widget=forms.RadioSelect)


class Page(forms.Form):
    """A page whose dates must be days that exist."""

    dates = ()

    def clean(self):
        sent = super().clean()
        for name in self.dates:
            parts = [sent.get(f"{name}.{part}") for part in ("year", "month", "day")]
            try:
                date(*parts)
            except (TypeError, ValueError):
                self.add_error(f"{name}.day", "This is not a day that exists.")
        return sent


def make(fields, dates=()):
    return type("Made", (Page,), fields | {"dates": dates})


PAGES = {
    "identity": make(
        {"name.family": text("Family name"), "name.given": text("Given names")}
        | day("birth-date", "Date of birth")
        | {"birth-place": text("Place of birth"), "citizenship": text("Citizenship")},
        ("birth-date",),
    ),
    "passport": make(
        {"number": forms.RegexField(r"^[A-Za-z0-9 -]+$", label="Number", max_length=100)}
        | day("issued", "Date of issue")
        | day("expires", "Date of expiry"),
        ("issued", "expires"),
    ),
    "home": make(
        {
            "home-address.street": text("Street"),
            "home-address.unit": text("Unit", required=False),
            "home-address.city": text("City"),
            "home-address.region": text("Province", 2),
            "home-address.postal-code": forms.RegexField(r"^[A-Z]\d[A-Z] ?\d[A-Z]\d$", label="Postal code"),
            "since.month": number("Since when: month", 1, 12),
            "since.year": number("Since when: year", 1900, 2100),
        }
    ),
    "contact": make(
        {
            "telephone": forms.RegexField(r"^\+?[0-9 ]{7,20}$", label="Telephone"),
            "language": choice("Language", LANGUAGES),
        }
    ),
    "studies": make({"school": text("School"), "field": text("Field of study")} | period("study-period")),
    "work": make(
        {"employer": text("Employer"), "job": text("Job")}
        | period("work-period")
        | {"wage": number("Yearly wage", 0, 999_999_999), "duties": lines("What you do")}
    ),
    "family": make(
        {"partner": choice("Do you have a spouse or partner?", YES_NO), "children": number("How many children", 0, 30)}
    ),
    "travel": make(
        {"visited": choice("Have you been to Canada before?", YES_NO), "reason": lines("Why you are coming")}
    ),
    "history": make(
        {
            "refused": choice("Were you ever refused a visa?", YES_NO),
            "military": choice("Did you serve in an armed force?", YES_NO),
            "explain": lines("Explain", required=False),
        }
    ),
    "signature": make(
        {
            "signature.agree": forms.BooleanField(label="All of this is true."),
            "signature.name": text("Your full name"),
        }
    ),
}
