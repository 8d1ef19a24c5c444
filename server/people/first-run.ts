/** The first administrators of a new server: whoever reads the codes it prints as it starts. There is no password to be forgotten in it. */
import type { Transaction } from '../store/connection.ts';
import { deleteEnrolmentCodesFor, insertEnrolmentCode } from '../store/people/enrolment-codes.ts';
import { makeEnrolmentCode, plainCode } from './enrolment-code.ts';
import { CODE_LASTS_MS } from './issue-code.ts';
import type { People } from './people.ts';
import { digestOf } from './session-token.ts';

export interface FirstRunCodes {
  readonly codes: readonly string[];
  readonly expiresAt: number;
}

/**
 * Makes new codes, one for each first administrator that is missing, in place of those of an earlier start; `undefined` when none is.
 * There are two of them: recovery and the giving of duties take two people, and a server with one administrator would be stuck.
 */
export async function firstRunCodes(people: People): Promise<FirstRunCodes | undefined> {
  const now = people.clock.wallMs();
  const missing = await people.access.missingAdministrators(people.knex, now);
  if (missing === 0) return undefined;
  const expiresAt = now + CODE_LASTS_MS['first-administrator'];
  const codes = Array.from({ length: missing }, makeEnrolmentCode);
  await people.queue.run((transaction) => replaceCodes(transaction, codes, { issuedAt: now, expiresAt }));
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
    'This server wants administrators: two, because what is dangerous takes two people.',
    `Open ${consoleUrl}/#/sign-in and choose "I have a code". Each code makes one administrator, once, until ${until} UTC.`,
    ...codes.map((code) => `    ${code}`),
    'A new start prints new codes and ends these.',
    '',
    '',
  ].join('\n');
}
