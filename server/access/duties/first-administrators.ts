import { randomBytes } from 'node:crypto';
import { recordAct } from '../../acts/record-act.ts';
import type { Connection, Transaction } from '../../store/connection.ts';
import { dutiesInForce, insertDuty } from '../../store/duties.ts';
import type { PersonId } from '../vocabulary.ts';

const DAY_MS = 86_400_000;
/** In this time the first two must give each other duties by proposal, as everybody else gets them. */
const FIRST_TERM_MS = 30 * DAY_MS;
/** The second must follow the first in this time. */
const SECOND_WITHIN_MS = 7 * DAY_MS;

/** How many first administrators are missing: two when nobody administers, one within a week of the first, then none. */
export async function missingFirstAdministrators(database: Connection, now: number): Promise<0 | 1 | 2> {
  const [only, ...others] = await dutiesInForce(database, 'administrator', now);
  if (only === undefined) return 2;
  const isOpen = others.length === 0 && only.givenBy === null && now - only.givenAt < SECOND_WITHIN_MS;
  return isOpen ? 1 : 0;
}

export type FirstAdministrator =
  | { readonly kind: 'given' }
  /** Two administrators can give this duty: then they do. */
  | { readonly kind: 'refused'; readonly code: 'administrators-exist' };

/**
 * Gives a person the duty of an administrator without two administrators, because there are none: to the first when nobody
 * administers, to the second within a week of the first. Whoever calls it has made sure that the person holds a code which was
 * printed on the server's own machine. An act in the ledger, under the person's own name.
 */
export async function giveFirstAdministrator(
  transaction: Transaction,
  person: PersonId,
  now: number,
): Promise<FirstAdministrator> {
  const [only] = await dutiesInForce(transaction, 'administrator', now);
  if ((await missingFirstAdministrators(transaction, now)) === 0 || only?.personId === person) {
    return { kind: 'refused', code: 'administrators-exist' };
  }
  const at = Math.round(now);
  const id = randomBytes(16).toString('hex');
  await insertDuty(transaction, {
    ...{ id, personId: person, role: 'administrator', sites: 'all', lanes: 'all', shifts: [] },
    ...{ validFrom: at, validUntil: at + FIRST_TERM_MS, trainingValidUntil: at + FIRST_TERM_MS },
    ...{ givenBy: null, givenAt: at },
  });
  await recordAct(transaction, { person, role: null, act: 'account.administer-first', result: 'done', at });
  return { kind: 'given' };
}
