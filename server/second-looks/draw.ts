/** Which decisions get a second look: by chance, drawn when the decision is made, so that the deciding officer can neither know nor change it. */
import { randomInt } from 'node:crypto';
import type { Doubt } from '../referrals/drift.ts';
import type { DecisionOutcome } from '../referrals/vocabulary.ts';

/** A whole number from 0 until before `TICKETS`, not to be guessed. */
export type DrawTicket = () => number;

export const TICKETS = 10_000;

export const systemTicket: DrawTicket = () => randomInt(TICKETS);

export interface Draw {
  /** What was drawn. */
  readonly ticket: number;
  /** Tickets below this are looked at. */
  readonly share: number;
}

/** @param percent of the decisions that get a second look, 1 to 100 */
export function draw(percent: number, ticket: DrawTicket): Draw {
  return { ticket: ticket(), share: (percent * TICKETS) / 100 };
}

export function isDrawn({ ticket, share }: Draw): boolean {
  return ticket < share;
}

/** After these the traveller is free to go. That nobody was there, or that somebody left, is the officer's word alone too. */
const LET_GO: ReadonlySet<DecisionOutcome> = new Set(['admitted-after-manual-check', 'left', 'no-traveller']);

/** Whether a decision lets somebody go about whom, or whose document, the lane had a doubt, and of whom it has pictures. */
export function isLetGoAfterDoubt(outcome: DecisionOutcome, doubt: Doubt, hasEvidence: boolean): boolean {
  return hasEvidence && (doubt === 'person' || doubt === 'document') && LET_GO.has(outcome);
}
