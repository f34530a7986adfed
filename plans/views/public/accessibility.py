"""The accessibility statement."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from plans.views.public.page import public_page


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "public/accessibility.html")
