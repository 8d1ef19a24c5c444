/** Limits of one administrator over another person’s account. */
import { z } from 'zod';
import { personIdSchema, type PersonId } from '../../platform/access/vocabulary.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { dutiesOf } from '../duties/duty-table.ts';
import { openPayloadsOf } from '../../records/proposals/proposal-table.ts';

/**
 * Whether a code issued by one administrator may make this person's first key. It may not once the person has, had or is proposed for a
 * duty: the administrator could enrol as that person and use a duty that two people gave to someone else.
 */
export async function mayOneInvite(database: Connection, personId: PersonId, now: number): Promise<boolean> {
  if ((await dutiesOf(database, personId)).length > 0) return false;
  const proposed = await openPayloadsOf(database, 'duty-give', now);
  return !proposed.some((payload) => aboutPersonSchema.safeParse(payload).data?.person === personId);
}

const aboutPersonSchema = z.object({ person: personIdSchema });
