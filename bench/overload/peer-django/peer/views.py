import os
import secrets
from pathlib import Path

from django.db import transaction
from django.http import Http404, HttpResponseForbidden
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from .forms import PAGES
from .models import Answers, Application, Filing

ORDER = list(PAGES)
# The text of an information page, where one is to be shown.
INFORMATION = Path(os.environ["PEER_PAGE"]).read_text() if "PEER_PAGE" in os.environ else ""


def address(reference, place):
    return f"/en/applications/{reference}/{place}"


def held(request, reference):
    """The application, if this session began it."""
    if request.session.get("reference") != reference:
        raise Http404
    return Application.objects.get(reference=reference)


@require_GET
def home(request):
    return render(request, "home.html")


@require_GET
def information(request):
    return render(request, "information.html", {"page": INFORMATION})


# Nobody has a session yet: like Landfall, this one looks at where the form comes from instead of at a token.
@csrf_exempt
@require_POST
def begin(request):
    if request.headers.get("Origin") != f"http://{request.get_host()}":
        return HttpResponseForbidden()
    application = Application.objects.create(reference="LD-" + secrets.token_hex(8).upper())
    request.session["reference"] = application.reference
    return redirect(address(application.reference, "come-back"))


@require_GET
def kept(request, reference):
    return render(request, "kept.html", {"application": held(request, reference), "first": ORDER[0]})


def page(request, reference, name):
    application = held(request, reference)
    if name not in PAGES:
        raise Http404
    if request.method == "POST":
        form = PAGES[name](request.POST)
        if not form.is_valid():
            return render(request, "page.html", {"form": form, "name": name}, status=422)
        Answers.objects.update_or_create(application=application, page=name, defaults={"data": form.cleaned_data})
        after = ORDER.index(name) + 1
        return redirect(address(reference, f"page/{ORDER[after]}" if after < len(ORDER) else "review"))
    kept = Answers.objects.filter(application=application, page=name).first()
    form = PAGES[name](initial=kept.data if kept else None)
    return render(request, "page.html", {"form": form, "name": name})


def answered(application):
    """Every page's answers in the form's order; nothing while one is missing."""
    rows = {row.page: row.data for row in Answers.objects.filter(application=application)}
    return [(name, rows[name]) for name in ORDER] if len(rows) == len(ORDER) else None


@require_GET
def review(request, reference):
    pages = answered(held(request, reference))
    if pages is None:
        return redirect(address(reference, f"page/{ORDER[0]}"))
    shown = [
        (name, [(field.label, data.get(key, "")) for key, field in PAGES[name].base_fields.items()])
        for name, data in pages
    ]
    return render(request, "review.html", {"pages": shown, "action": address(reference, "file"), "version": len(shown)})


@require_POST
def file(request, reference):
    with transaction.atomic():
        application = held(request, reference)
        pages = answered(application)
        if pages is None:
            return redirect(address(reference, "review"))
        number = "LF-" + secrets.token_hex(8).upper()
        Filing.objects.get_or_create(application=application, defaults={"number": number, "data": dict(pages)})
    return redirect(address(reference, "receipt"))


@require_GET
def receipt(request, reference):
    filing = Filing.objects.get(application=held(request, reference))
    return render(request, "receipt.html", {"filing": filing})
