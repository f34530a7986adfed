"""How a plan's own words are drawn on screen."""

from django import template

from plans.rendering.figures import on_screen

register = template.Library()


@register.filter
def figures_right(html):
    """Return canonical HTML, safe to draw, with the columns of figures in its tables marked."""
    return on_screen(html)
