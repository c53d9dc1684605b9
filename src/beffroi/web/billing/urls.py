"""Addresses of the money of clusters."""

from django.urls import path

from beffroi.web.billing.views import bank, desk, sending

app_name = "billing"
urlpatterns = [
    path("", desk.home, name="home"),
    path("invoices/<uuid:key>/", desk.invoice, name="invoice"),
    path("invoices/<uuid:key>.pdf", desk.invoice_pdf, name="invoice_pdf"),
    path("invoices/<uuid:key>.xml", desk.invoice_xml, name="invoice_xml"),
    path("invoices/<uuid:key>/credit/", desk.credit, name="credit"),
    path("invoices/<uuid:key>/send/", sending.send, name="send"),
    path("payments/<uuid:key>/refund/", sending.refund, name="refund"),
    path("online/", sending.webhook, name="webhook"),
    path("movements/<uuid:key>/", bank.assign, name="assign"),
    path("movements/<uuid:key>/take-back/", bank.take_back, name="take_back"),
    path("of/<slug:slug>/bank/", bank.bank, name="bank"),
    path("of/<slug:slug>/books.csv", bank.books, name="books"),
    path("of/<slug:slug>/", desk.invoices, name="invoices"),
    path("of/<slug:slug>/seller/", desk.seller, name="seller"),
]
