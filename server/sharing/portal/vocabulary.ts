/** The closed words of the portal for people of partners. */

/**
 * `reader`: agreements, the list of deliveries and their proofs. `recipient`: also downloads the sealed files. `auditor`: as a reader, and the
 * partner's own log. No person signs a receipt: the partner's program has the key for it.
 */
export const PARTNER_ROLES = ['reader', 'recipient', 'auditor'] as const;
export type PartnerRole = (typeof PARTNER_ROLES)[number];

/** States of a person's access to the portal. */
export const PARTNER_PERSON_STATES = ['invited', 'not-accepted', 'active', 'no-passkey', 'ended'] as const;
export type PartnerPersonState = (typeof PARTNER_PERSON_STATES)[number];
