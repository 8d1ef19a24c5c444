/**
 * Random selection of decisions for a second look. The draw happens at the decision, so the deciding officer can neither predict nor
 * influence it.
 */
import { randomInt } from 'node:crypto';
import type { SecondLooks } from '../referrals/desk.ts';
import { insertSecondLook } from './second-look-table.ts';
import { LOOK_WITHIN_MS } from './vocabulary.ts';

/** An unpredictable integer in [0, `TICKETS`). */
export type DrawTicket = () => number;

export const TICKETS = 10_000;

export const systemTicket: DrawTicket = () => randomInt(TICKETS);

export interface Draw {
  /** The drawn ticket. */
  readonly ticket: number;
  /** Tickets below this get a look. */
  readonly share: number;
}

/** @param percent share of decisions that get a second look, 1 to 100 */
export function draw(percent: number, ticket: DrawTicket): Draw {
  return { ticket: ticket(), share: (percent * TICKETS) / 100 };
}

export function isDrawn({ ticket, share }: Draw): boolean {
  return ticket < share;
}

/** Draws for decisions on referrals, and stores those that get a look. */
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
