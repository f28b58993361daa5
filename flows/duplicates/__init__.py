"""The same story twice: which records of a store are copies of which, beside the records.

Nothing here deletes or changes a record. What is known lies in `duplicates.sqlite`, is made from
the records alone, and can be deleted: the next run makes it again.
"""

from flows.duplicates.table import Cluster, Member, cluster_of, clusters, copies
from flows.duplicates.update import Updated, forget, update

__all__ = ["Cluster", "Member", "Updated", "cluster_of", "clusters", "copies", "forget", "update"]
