"""How a form stands on a page: our own checks instead of the browser's, and one green button."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout


def page_form(button, *fields, action="", cancel_url="", warning=False, tag=True):
    """
    This function will make the crispy helper of a form that is drawn with ``{% crispy form %}``.

    ``button`` is what the one button says. ``fields`` are names or crispy layout objects; all of the form's fields
    without them. ``warning`` makes the button red, for an act that cannot be undone. ``cancel_url`` adds a link
    beside the button. With ``tag=False`` the fields alone are drawn. The error summary is drawn by the page
    (``base.html``) from the form that the context calls ``form``.
    """
    helper = FormHelper()
    helper.form_method = "post"
    helper.form_action = action
    helper.form_tag = tag
    helper.form_class = "pc-form"
    helper.attrs = {"novalidate": True}
    helper.include_media = False
    if fields:
        helper.layout = Layout(*fields)
    if tag:
        helper.button, helper.button_warning, helper.cancel_url = button, warning, cancel_url
    return helper
