/** The first administrators of a server: the people who read the codes that it prints as it starts. There is no default password. */
import { personIdSchema } from '../access/vocabulary.ts';
import { recordAct } from '../acts/record-act.ts';
import type { Transaction } from '../database/connection.ts';
import { deleteEnrolmentCodesFor, insertEnrolmentCode } from './tables/enrolment-codes.ts';
import { makeEnrolmentCode, plainCode } from './enrolment-code.ts';
import { CODE_LASTS_MS } from './issue-code.ts';
import type { People } from './people.ts';
import { digestOf } from './session-token.ts';

export interface FirstRunCodes {
  readonly codes: readonly string[];
  readonly expiresAt: number;
}

/** The machine's owner, who starts the server and reads what it prints; who that is, the machine's own records say. */
const MACHINE = personIdSchema.parse('command-line');

/**
 * Makes new codes, one for each administrator that is missing until two can act, in place of those of an earlier start; `undefined`
 * when none is missing. Recovery and the giving of duties take two people: a server with one administrator would be stuck. The ledger
 * has an entry of it before this resolves, and so before anything is printed.
 */
export async function firstRunCodes(people: People): Promise<FirstRunCodes | undefined> {
  const now = people.clock.wallMs();
  const missing = await people.access.missingAdministrators(people.knex, now);
  if (missing === 0) return undefined;
  const expiresAt = now + CODE_LASTS_MS['first-administrator'];
  const codes = Array.from({ length: missing }, makeEnrolmentCode);
  await people.commit(async (transaction) => {
    await replaceCodes(transaction, codes, { issuedAt: now, expiresAt });
    await recordAct(transaction, {
      ...{ person: MACHINE, role: null, act: 'account.print-codes', result: 'done', at: now },
      details: { codes: missing },
    });
  });
  return { codes, expiresAt };
}

async function replaceCodes(
  transaction: Transaction,
  codes: readonly string[],
  times: { readonly issuedAt: number; readonly expiresAt: number },
): Promise<void> {
  const purpose = 'first-administrator';
  await deleteEnrolmentCodesFor(transaction, purpose);
  for (const code of codes) {
    const digest = digestOf(plainCode(code));
    await insertEnrolmentCode(transaction, { digest, purpose, personId: null, issuedBy: null, ...times });
  }
}

/** For whoever stands before the machine. */
export function firstRunNotice({ codes, expiresAt }: FirstRunCodes, consoleUrl: string): string {
  const until = new Date(expiresAt).toISOString().slice(0, 16).replace('T', ' ');
  return [
    '',
    'Fewer than two administrators can act here. Two are needed, because dangerous acts take two people.',
    `Open ${consoleUrl}/#/sign-in and choose "I have a code". Each code makes one administrator, once, until ${until} UTC.`,
    ...codes.map((code) => `    ${code}`),
    'A new start prints new codes and ends these.',
    '',
    '',
  ].join('\n');
}
