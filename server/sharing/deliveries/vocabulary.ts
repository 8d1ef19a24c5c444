/** The closed words of deliveries. */

/**
 * Why nothing is delivered for a period. `budget-spent`: its noise would exceed the privacy budget. `not-committed`: the ledger did not have
 * the commitment to the seed before the period. `seed-differs`: the server's key does not give the committed seed. `too-many-documents`: more
 * sealed pseudonyms than one file holds.
 */
export const DELIVERY_REFUSALS = ['budget-spent', 'not-committed', 'seed-differs', 'too-many-documents'] as const;
export type DeliveryRefusal = (typeof DELIVERY_REFUSALS)[number];

/** `answered`: the partner signed. `deletion-decided`: the partner has no request yet. `deleted`: the partner signed that it deleted its copy. */
export const DELIVERY_STATES = [
  'waiting',
  'answered',
  'overdue',
  'deletion-decided',
  'deletion-asked',
  'deleted',
  'refused',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Why two people decide that a partner deletes a delivery before its time has expired. */
export const DECIDED_DELETIONS = ['delivered-wrongly', 'agreement-ended', 'law-changed'] as const;
export type DecidedDeletion = (typeof DECIDED_DELETIONS)[number];
