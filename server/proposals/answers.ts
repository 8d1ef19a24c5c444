import { z } from 'zod';
import { ROLES } from '../access/vocabulary.ts';
import { type Answer, wallMs } from '../base/answer.ts';
import { PROPOSAL_STATES } from './proposal-table.ts';

/** What one person has proposed, as another sees it before approval. */
const proposalSchema = z.strictObject({
  position: z.int(),
  id: z.string(),
  kind: z.string(),
  /** What takes effect on approval; `null` for auditors, who see the proposal and its people without it. */
  payload: z.unknown(),
  /** What it changes or ends: a duty, a hold, the policy before. `null` where it changes nothing, and where the payload is not shown. */
  before: z.unknown(),
  /** SHA-256 of the payload's canonical JSON. An approval names it. */
  digest: z.string(),
  state: z.enum([...PROPOSAL_STATES, 'expired']),
  proposedBy: z.string(),
  proposedAs: z.enum(ROLES),
  proposedAt: wallMs,
  expiresAt: wallMs,
  settledBy: z.string().nullable(),
  settledAt: wallMs.nullable(),
  /** Whether the person who asks could approve or refuse it, after a step-up. */
  mayApprove: z.boolean(),
  mayWithdraw: z.boolean(),
});
export type ProposalView = Answer<typeof proposalSchema>;

export const proposalPageSchema = z.strictObject({
  serverTime: wallMs,
  /** The latest first. */
  proposals: z.array(proposalSchema),
  /** The `before` of the next page, which holds earlier proposals; `null` when there are no more. */
  next: z.int().nullable(),
});
export type ProposalPage = Answer<typeof proposalPageSchema>;

export const oneProposalSchema = z.strictObject({ serverTime: wallMs, proposal: proposalSchema });
export type OneProposal = Answer<typeof oneProposalSchema>;

export const proposedSchema = z.strictObject({ id: z.string(), digest: z.string() });
export type Proposed = Answer<typeof proposedSchema>;
