import { randomBytes } from 'node:crypto';
import { recordAct } from '../../records/acts/record-act.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { dutiesInForce, insertDuty } from '../duties/duty-table.ts';
import type { PersonId } from '../../platform/access/vocabulary.ts';
import { ADMINISTRATORS_NEEDED, administratorsWhoCanAct } from './able-administrators.ts';

const DAY_MS = 86_400_000;
/** Within this time the first two must give each other regular duties by proposal. */
const FIRST_TERM_MS = 30 * DAY_MS;

/** Number of administrators missing until two can act. */
export async function missingFirstAdministrators(
  database: Connection,
  now: number,
  passwords: boolean,
): Promise<number> {
  const able = await administratorsWhoCanAct(database, now, passwords);
  return Math.max(0, ADMINISTRATORS_NEEDED - able.size);
}

export type FirstAdministrator =
  | { readonly kind: 'given' }
  /** Two administrators can act and must give the duty by proposal. */
  | { readonly kind: 'refused'; readonly code: 'administrators-exist' };

/**
 * Gives a person the duty of an administrator while fewer than two administrators can act. The caller has verified that the person holds a
 * code printed on the server's machine. The ledger records the act under the person's own name.
 */
export async function giveFirstAdministrator(
  transaction: Transaction,
  person: PersonId,
  now: number,
  passwords: boolean,
): Promise<FirstAdministrator> {
  const held = await dutiesInForce(transaction, 'administrator', now);
  const isOne = held.some(({ personId }) => personId === person);
  if (isOne || (await missingFirstAdministrators(transaction, now, passwords)) === 0) {
    return { kind: 'refused', code: 'administrators-exist' };
  }
  const at = Math.round(now);
  const id = randomBytes(16).toString('hex');
  await insertDuty(transaction, {
    id,
    personId: person,
    role: 'administrator',
    sites: 'all',
    lanes: 'all',
    shifts: [],
    validFrom: at,
    validUntil: at + FIRST_TERM_MS,
    trainingValidUntil: at + FIRST_TERM_MS,
    givenBy: null,
    givenAt: at,
  });
  await recordAct(transaction, {
    person,
    session: null,
    role: null,
    act: 'account.administer-first',
    result: 'done',
    at,
  });
  return { kind: 'given' };
}
