"""Tables of monitoring."""

from beffroi.web.monitoring.models.alerts import Alert, AssumptionLook
from beffroi.web.monitoring.models.beneficiaries import BeneficiaryFile, BeneficiaryRow, Support
from beffroi.web.monitoring.models.collecting import DataRequest, Entry, ReportingPeriod, ValueRule
from beffroi.web.monitoring.models.commitments import Commitment
from beffroi.web.monitoring.models.indicators import Indicator, Measurement
from beffroi.web.monitoring.models.issued import IssuedFile, IssuedReport, MonitoringReport
from beffroi.web.monitoring.models.mitigations import Finding, Mitigation

__all__ = [
    "Alert",
    "AssumptionLook",
    "BeneficiaryFile",
    "BeneficiaryRow",
    "Commitment",
    "DataRequest",
    "Entry",
    "Finding",
    "Indicator",
    "IssuedFile",
    "IssuedReport",
    "Measurement",
    "Mitigation",
    "MonitoringReport",
    "ReportingPeriod",
    "Support",
    "ValueRule",
]
