"""Who gets what at the addresses of money: the manager of the cluster that sells, and nobody else."""

from typing import Any

from tests.unit.web.access_roles import EVERYBODY, Line, lines

SELLERS = frozenset({"cluster_manager"})
MANAGERS = SELLERS | {"other_manager"}
OF_CLUSTER = {"slug": "greenwin"}


def invoice(cast: Any) -> dict[str, Any]:
    return {"key": cast.money().invoice.key}


def of_cluster(cast: Any) -> dict[str, Any]:
    cast.money()
    return OF_CLUSTER


def movement(cast: Any) -> dict[str, Any]:
    return {"key": cast.money().line.key}


def payment(cast: Any) -> dict[str, Any]:
    return {"key": cast.money().payment.key}


MONEY: dict[str, Line] = {
    **lines("billing:home", MANAGERS),
    **lines("billing:seller", SELLERS, OF_CLUSTER, refused="404"),
    **lines("billing:invoices", SELLERS, of_cluster, refused="404"),
    **lines("billing:invoice billing:invoice_pdf billing:invoice_xml", SELLERS, invoice, refused="404"),
    **lines("billing:credit", SELLERS, invoice, refused="404"),
    **lines("billing:send", SELLERS, invoice, method="post", refused="404"),
    **lines("billing:refund", SELLERS, payment, refused="404"),
    **lines("billing:webhook", EVERYBODY, method="post"),
    **lines("billing:bank billing:books", SELLERS, of_cluster, refused="404"),
    **lines("billing:assign", SELLERS, movement, refused="404"),
    **lines("billing:take_back", SELLERS, movement, method="post", refused="404"),
}
