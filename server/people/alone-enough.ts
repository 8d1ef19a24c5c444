/** What one administrator may do alone to another person's account, and what takes two. */
import { z } from 'zod';
import { personIdSchema, type PersonId } from '../access/vocabulary.ts';
import type { Connection } from '../database/connection.ts';
import { dutiesOf } from '../duties/duty-table.ts';
import { openPayloadsOf } from '../proposals/proposal-table.ts';

/**
 * Whether a code that one administrator issued may make this person's first key. Once the person has, had or is proposed for a duty,
 * it may not: the administrator could enrol as that person and exercise what two people gave to somebody else.
 */
export async function mayOneInvite(database: Connection, personId: PersonId, now: number): Promise<boolean> {
  if ((await dutiesOf(database, personId)).length > 0) return false;
  const proposed = await openPayloadsOf(database, 'duty-give', now);
  return !proposed.some((payload) => aboutPersonSchema.safeParse(payload).data?.person === personId);
}

const aboutPersonSchema = z.object({ person: personIdSchema });
