/** Records of places that are in use without one: from before the records existed, or named at the server's command line. */
import { siteIdSchema, type SiteId } from '../../platform/access/vocabulary.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import { findLaneOf, findSite, insertLane, insertSite } from './site-table.ts';

/** A site and one of its lanes as a kiosk's record names them. */
export interface UsedPlace {
  readonly site: string;
  /** Absent: the site only. */
  readonly lane?: string;
}

export interface Ensured {
  readonly sites: number;
  readonly lanes: number;
}

/**
 * Inserts the missing records, under the ids as names and in UTC. No person has named them: the checklist asks for names. Resolves to how
 * many were inserted.
 */
export async function ensurePlaces(
  transaction: Transaction,
  places: readonly UsedPlace[],
  at: number,
): Promise<Ensured> {
  let [sites, lanes] = [0, 0];
  for (const { site, lane } of places) {
    const id = siteIdSchema.parse(site);
    if (await ensureSite(transaction, id, at)) sites += 1;
    if (lane !== undefined && (await ensureLane(transaction, id, lane, at))) lanes += 1;
  }
  return { sites, lanes };
}

async function ensureSite(transaction: Transaction, id: SiteId, at: number): Promise<boolean> {
  if ((await findSite(transaction, id)) !== undefined) return false;
  const changedAt = Math.round(at);
  return insertSite(transaction, { id, name: id, timeZone: 'UTC', place: '', namedBy: null, version: 1, changedAt });
}

async function ensureLane(transaction: Transaction, site: SiteId, number: string, at: number): Promise<boolean> {
  if ((await findLaneOf(transaction, site, number)) !== undefined) return false;
  const record = { name: number, position: null, namedBy: null, version: 1, changedAt: Math.round(at) };
  return insertLane(transaction, { site, number, ...record });
}
