import { z } from 'zod';
import { ROLES } from '../../platform/access/vocabulary.ts';
import { type Answer, wallMs } from '../../platform/base/answer.ts';
import { legalConflictSchema } from './legal-conflict.ts';
import { PROPOSAL_STATES } from './proposal-table.ts';

/** A proposal, as shown to the person who may approve it. */
const proposalSchema = z.strictObject({
  position: z.int(),
  id: z.string(),
  kind: z.string(),
  /** The proposed content; `null` for auditors, who see only its kind and its people. */
  payload: z.unknown(),
  /** The duty, hold or policy that it changes or ends. `null` when there is none, and when the payload is hidden. */
  before: z.unknown(),
  /** SHA-256 of `before`. An approval names it; `null` when the payload is hidden. */
  basis: z.string().nullable(),
  /** Rules of law that it does not fulfil, by the frameworks in the configuration. */
  conflicts: z.array(legalConflictSchema),
  /** SHA-256 of the payload's canonical JSON. An approval names it. */
  digest: z.string(),
  state: z.enum([...PROPOSAL_STATES, 'expired']),
  proposedBy: z.string(),
  proposedAs: z.enum(ROLES),
  proposedAt: wallMs,
  expiresAt: wallMs,
  settledBy: z.string().nullable(),
  settledAt: wallMs.nullable(),
  /** Whether the asker could approve or refuse it, after a step-up. */
  mayApprove: z.boolean(),
  mayWithdraw: z.boolean(),
  /** Set only after the asker has answered an invented proposal of a drill. */
  drill: z.strictObject({ scenario: z.string(), answer: z.enum(['approved', 'declined', 'reported']) }).nullable(),
});
export type ProposalView = Answer<typeof proposalSchema>;

export const proposalPageSchema = z.strictObject({
  serverTime: wallMs,
  /** Latest first. */
  proposals: z.array(proposalSchema),
  /** Value of `before` for the next page; `null` on the last one. */
  next: z.int().nullable(),
});
export type ProposalPage = Answer<typeof proposalPageSchema>;

export const oneProposalSchema = z.strictObject({ serverTime: wallMs, proposal: proposalSchema });
export type OneProposal = Answer<typeof oneProposalSchema>;

export const proposedSchema = z.strictObject({ id: z.string(), digest: z.string() });
export type Proposed = Answer<typeof proposedSchema>;
