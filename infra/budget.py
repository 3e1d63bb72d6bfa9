"""A letter when the month's bill nears what was meant to be spent."""

from aws_cdk import aws_budgets as budgets
from constructs import Construct

WARNINGS = (("ACTUAL", 80), ("FORECASTED", 100))  # per cent of the budget


class Budget(Construct):
    """Of the whole account: a part of the bill can be watched only where the account's owner has
    activated a tag for cost allocation, and an alarm on nothing would never go off."""

    def __init__(self, scope: Construct, name: str, *, dollars: int, email: str) -> None:
        super().__init__(scope, name)
        by_email = budgets.CfnBudget.SubscriberProperty(subscription_type="EMAIL", address=email)
        budgets.CfnBudget(
            self,
            "Monthly",
            budget=budgets.CfnBudget.BudgetDataProperty(
                budget_type="COST",
                time_unit="MONTHLY",
                budget_limit=budgets.CfnBudget.SpendProperty(amount=dollars, unit="USD"),
            ),
            notifications_with_subscribers=[
                budgets.CfnBudget.NotificationWithSubscribersProperty(
                    notification=budgets.CfnBudget.NotificationProperty(
                        notification_type=kind,
                        comparison_operator="GREATER_THAN",
                        threshold=per_cent,
                    ),
                    subscribers=[by_email],
                )
                for kind, per_cent in WARNINGS
            ],
        )
