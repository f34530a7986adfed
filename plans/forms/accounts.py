"""The forms of signing in, in our words."""

from allauth.account import forms as account

from plans.forms.words import say_what_is_missing


class SignInForm(account.LoginForm):
    """Sign in with a name and a password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say_what_is_missing(self)


class ResetPasswordForm(account.ResetPasswordForm):
    """Ask for a link to choose a new password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say_what_is_missing(self)


class ChangePasswordForm(account.ChangePasswordForm):
    """Choose a new password, knowing the old one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say_what_is_missing(self)
