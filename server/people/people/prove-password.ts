import type { PersonId } from '../../platform/access/vocabulary.ts';
import { findFallback, type StoredFallback } from './tables/fallbacks.ts';
import { findPerson } from './tables/people.ts';
import { judgeCode, makeCodeSecret, type CodeJudgement } from './code-generator.ts';
import type { People } from './people.ts';

export type ProvedPassword =
  /** The time step of the code is not marked as used yet. */
  | { readonly kind: 'proved'; readonly personId: PersonId; readonly step: number }
  /** `about`: the person whose name was typed, if there is one. */
  | { readonly kind: 'failed'; readonly isReplay: boolean; readonly about?: PersonId }
  /** Too many passwords are being verified. */
  | { readonly kind: 'busy' };

/**
 * Checks a name, a password and a code together, without revealing which was wrong. An unknown name takes the same work: the same queries,
 * one Argon2id hash, one code.
 */
export async function provePassword(
  people: People,
  typed: { readonly name: string; readonly password: string; readonly code: string },
): Promise<ProvedPassword> {
  const personId = typed.name as PersonId;
  const person = await findPerson(people.knex, personId);
  const fallback = await findFallback(people.knex, personId);
  const verified = await people.passwords.verify(typed.password, fallback?.passwordHash);
  if (verified === 'busy') return { kind: 'busy' };
  const judged = await judgeCodeOf(people, personId, fallback, typed.code);
  const isTheirs = person?.kind === 'person' && person.disabledAt === null && verified === 'right';
  if (isTheirs && judged.kind === 'right') return { kind: 'proved', personId, step: judged.step };
  const about = person?.kind === 'person' ? { about: personId } : {};
  return { kind: 'failed', isReplay: isTheirs && judged.kind === 'replayed', ...about };
}

/** A person without a generator is checked against a random secret. */
export function judgeCodeOf(
  people: People,
  personId: PersonId,
  fallback: StoredFallback | undefined,
  code: string,
): Promise<CodeJudgement> {
  const secret =
    fallback === undefined ? undefined : people.sealer.open('code-generator', personId, fallback.sealedSecret);
  const now = people.clock.wallMs();
  return secret === undefined
    ? judgeCode(makeCodeSecret(), code, { now, lastStep: Number.MAX_SAFE_INTEGER })
    : judgeCode(Buffer.from(secret).toString('utf8'), code, { now, lastStep: fallback?.lastStep ?? 0 });
}
