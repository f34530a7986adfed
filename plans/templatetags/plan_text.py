"""How a plan's own words are drawn on screen."""

from django import template

from plans.rendering.figures import columns_of_figures, on_screen
from plans.rendering.hidden import hidden_shown

register = template.Library()


@register.filter
def figures_right(html):
    """Return canonical HTML, safe to draw, with the columns of figures in its tables marked."""
    return on_screen(html)


@register.filter
def shown(html):
    """Return canonical HTML, safe to draw, with the hidden characters in it named."""
    return hidden_shown(html)


@register.filter
def figure_columns(table):
    """Return the columns of figures in a marked table, so that their headings stand above them."""
    return columns_of_figures(table)
