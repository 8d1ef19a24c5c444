import { z } from 'zod';
import { makeProof } from '../records/ledger/make-proof.ts';
import { entryIndexOf } from '../records/ledger/entry/openings.ts';
import type { PrivacyDesk } from './privacy-desk.ts';

/** Subject of a ledger entry: `viewing/` and a digest, `report/7`. */
export const subjectSchema = z.string().regex(/^[a-z-]{1,24}\/[a-z0-9-]{1,64}$/, 'must name an entry');

export type ProofOf =
  | { readonly kind: 'made'; readonly file: string }
  /** The ledger has no entry with this subject. */
  | { readonly kind: 'unknown' }
  /** In the log, but not witnessed yet: takes seconds, or longer while witnesses are unavailable. */
  | { readonly kind: 'not-published' };

/** The proof file of the latest entry about a subject. */
export async function proofOf({ context, ledger }: PrivacyDesk, subject: string): Promise<ProofOf> {
  const index = await entryIndexOf(context.knex, subject);
  if (index === undefined) return { kind: 'unknown' };
  if (index === null) return { kind: 'not-published' };
  const made = await makeProof(ledger.reader, context.knex, index);
  return made.kind === 'made' ? { kind: 'made', file: made.file } : made;
}
