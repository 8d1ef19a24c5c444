import type { Connection } from '../../platform/database/connection.ts';
import { parseJson } from '../../contract/payload.ts';
import { entrySchema } from '../ledger/entry/entry.ts';
import { erasedActs, erasuresNaming } from '../ledger/entry/openings.ts';
import type { ErasedActView } from './answers.ts';

/**
 * The acts of these positions whose content was erased, latest first, each with the erasure that covers it; at most 100.
 * @param from a position, and all later ones up to `before`
 */
export async function listErasedActs(
  database: Connection,
  { from, before }: { readonly from: number; readonly before: number | undefined },
): Promise<ErasedActView[]> {
  const erased = await erasedActs(database, {
    from: Math.max(0, from - 1),
    before: before === undefined ? undefined : before - 1,
  });
  return Promise.all(erased.map((one) => viewOf(database, one)));
}

async function viewOf(
  database: Connection,
  { index, event }: { readonly index: number; readonly event: string },
): Promise<ErasedActView> {
  for (const { index: erasure, payload } of await erasuresNaming(database, event)) {
    const read = entrySchema.safeParse(parseJson(payload)?.json);
    if (!read.success || read.data.type !== 'erasure' || !read.data.events.includes(event)) continue;
    const { cause, at } = read.data;
    if (cause !== 'retention' && cause !== 'request') continue;
    return { position: index + 1, cause, erasedAt: at, erasure: erasure + 1 };
  }
  return { position: index + 1, cause: 'unknown', erasedAt: null, erasure: null };
}
