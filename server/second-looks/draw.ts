/** Which decisions get a second look: by chance, drawn when the decision is made, so that the deciding officer can neither know nor change it. */
import { randomInt } from 'node:crypto';
import type { SecondLooks } from '../referrals/desk.ts';
import { insertSecondLook } from './second-look-table.ts';
import { LOOK_WITHIN_MS } from './vocabulary.ts';

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

/** Draws for decisions on referrals, and has those that are drawn wait for a second person. */
export function drawnSecondLooks(percent: number, ticket: DrawTicket): SecondLooks {
  return {
    async drawFor(transaction, decision) {
      const drawn = draw(percent, ticket);
      if (isDrawn(drawn)) {
        await insertSecondLook(transaction, { ...decision, dueAt: decision.decidedAt + LOOK_WITHIN_MS });
      }
      return { ...drawn };
    },
  };
}
