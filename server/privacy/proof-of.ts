import { z } from 'zod';
import { makeProof } from '../ledger/make-proof.ts';
import { entryIndexOf } from '../ledger/entry/openings.ts';
import type { PrivacyDesk } from './privacy-desk.ts';

/** What an entry tells of, as `enter` was told: `viewing/` and a digest, `report/7`. */
export const subjectSchema = z.string().regex(/^[a-z-]{1,24}\/[a-z0-9-]{1,64}$/, 'must name an entry');

export type ProofOf =
  | { readonly kind: 'made'; readonly file: string }
  /** Nothing was entered under this name. */
  | { readonly kind: 'unknown' }
  /** It is in the log, and witnesses have not seen it yet: seconds, or longer while they are away. */
  | { readonly kind: 'not-published' };

/** The proof file of the latest entry about a subject. */
export async function proofOf({ context, ledger }: PrivacyDesk, subject: string): Promise<ProofOf> {
  const index = await entryIndexOf(context.knex, subject);
  if (index === undefined) return { kind: 'unknown' };
  if (index === null) return { kind: 'not-published' };
  const made = await makeProof(ledger.reader, context.knex, index);
  return made.kind === 'made' ? { kind: 'made', file: made.file } : made;
}
