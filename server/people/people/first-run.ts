/** The first administrators: the people who read the codes that the server prints at its start. There is no default password. */
import { plainCode } from '../../contract/crockford-base32.ts';
import { COMMAND_LINE } from '../../records/acts/machine.ts';
import { recordAct } from '../../records/acts/record-act.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import { deleteEnrolmentCodesFor, insertEnrolmentCode } from './tables/enrolment-codes.ts';
import { makeEnrolmentCode } from './enrolment-code.ts';
import { CODE_LASTS_MS } from './issue-code.ts';
import type { People } from './people.ts';
import { digestOf } from './session-token.ts';

export interface FirstRunCodes {
  readonly codes: readonly string[];
  readonly expiresAt: number;
}

/**
 * Makes new codes, one for each administrator missing until two can act, and revokes those of earlier starts. `undefined` when none is
 * missing. With one administrator a server would be stuck, because recovery and duties take two people. The ledger entry is durable before
 * this resolves, so before the codes are printed.
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
      person: COMMAND_LINE,
      session: null,
      role: null,
      act: 'account.print-codes',
      result: 'done',
      at: now,
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

/** Text for the person at the machine. */
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
