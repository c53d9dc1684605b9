"""Addresses of sign-in: the views of the sign-in library that are used, named one by one; all others answer 404.

Not used, so not reachable: signing in by a mailed code, confirming by a code, telephone numbers, registering by
passkey, trusting a browser, and the old addresses of other sign-in services.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as other
from allauth.usersessions import views as sessions
from django.urls import path, re_path

from beffroi.web.accounts.views import sign_in

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", account.signup, name="account_signup"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("email/", account.email, name="account_email"),
    path("confirm-email/", account.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^confirm-email/(?P<key>[-:\w]+)/$", account.confirm_email, name="account_confirm_email"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/reset/key/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("2fa/", factors.index, name="mfa_index"),
    path("2fa/authenticate/", factors.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/generate/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("2fa/recovery-codes/download/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("2fa/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("2fa/passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("2fa/passkeys/login/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("2fa/passkeys/reauthenticate/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("2fa/passkeys/<int:pk>/edit/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("2fa/passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("other/", other.connections, name="socialaccount_connections"),
    path("other/signup/", other.signup, name="socialaccount_signup"),
    path("other/cancelled/", other.login_cancelled, name="socialaccount_login_cancelled"),
    path("other/error/", other.login_error, name="socialaccount_login_error"),
    path("other/<slug:provider_id>/login/", sign_in.other_login, name="openid_connect_login"),
    path("other/<slug:provider_id>/login/callback/", sign_in.other_callback, name="openid_connect_callback"),
    path("sessions/", sessions.list_usersessions, name="usersessions_list"),
    path("sessions/<int:pk>/end/", sign_in.end_session, name="usersessions_end"),
]
