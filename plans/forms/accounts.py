"""The forms of signing in, in our words: labels instead of placeholders, and what to do with a field left empty."""

from allauth.account import forms as account

from plans.forms.words import say_what_is_missing


class SignInForm(account.LoginForm):
    """Sign in with a name and a password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "User name or email address"
        self.fields["password"].help_text = ""  # the page has its own link for a forgotten password
        put_into_our_words(self)


class ResetPasswordForm(account.ResetPasswordForm):
    """Ask for a link to choose a new password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "Email address"
        put_into_our_words(self)


class ChangePasswordForm(account.ChangePasswordForm):
    """Choose a new password, knowing the old one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        put_into_our_words(self)


def put_into_our_words(form):
    """This function will take the placeholders out of a form and say what is missing in our words."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
    say_what_is_missing(form)
