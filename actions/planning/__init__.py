"""What is said of a plan of payments and of waiting: the answer, what to do, the figures, the grounds.

Nothing here promises that a lender accepts, and nothing advises to borrow: living costs come first, and a plan
that cannot be kept is called so.
"""

from actions.planning.plan import plan_reply
from actions.planning.waiting import what_if_reply

__all__ = ["plan_reply", "what_if_reply"]
