"""Mounted at /psc-demo/."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path(".well-known/wallet-openid-configuration", views.discovery, name="psc_demo_discovery"),
    path("auth", views.authorize, name="psc_demo_authorize"),
    path("protocol/openid-connect/token", views.token, name="psc_demo_token"),
    path("protocol/openid-connect/userinfo", views.userinfo, name="psc_demo_userinfo"),
    path("protocol/openid-connect/certs", views.certs, name="psc_demo_certs"),
    path("protocol/openid-connect/logout", views.logout, name="psc_demo_logout"),
]
