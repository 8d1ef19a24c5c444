/** The places that kiosks, codes, duties and degradations name. */
import { z } from 'zod';
import { siteIdSchema } from '../../platform/access/vocabulary.ts';
import { listDegradations } from '../../lanes/degradations/degradation-table.ts';
import { listDuties } from '../../people/duties/duty-table.ts';
import { listOpenCodes } from '../../lanes/fleet/enrolment-code-table.ts';
import { listKiosks } from '../../records/kiosks/kiosks.ts';
import { openPayloadsOf } from '../../records/proposals/proposal-table.ts';
import type { Connection } from '../../platform/database/connection.ts';
import type { UsedPlace } from '../../records/sites/ensure-place.ts';
import type { PlacesInUse } from '../../records/sites/places-in-use.ts';

/** More than any server holds. */
const ALL = 1_000_000;

/** Each place once or more. Kiosks and duties that have ended count: the ledger still names their sites. */
export async function usedPlaces(database: Connection, now: number): Promise<UsedPlace[]> {
  const lanes = [...(await listKiosks(database)), ...(await listOpenCodes(database, now))];
  const duties = await listDuties(database, ALL);
  const sites = duties.flatMap((duty) => (duty.sites === 'all' ? [] : duty.sites));
  const degraded = (await listDegradations(database, ALL)).map(({ site }) => site);
  return [
    ...lanes.map(({ site, lane }) => ({ site, lane })),
    ...[...new Set([...sites, ...degraded])].map((site) => ({ site })),
  ];
}

/** Also what open proposals name: an approval must not fail because a site was removed in the meantime. */
export async function placesInUse(database: Connection, now: number): Promise<PlacesInUse> {
  const used = await usedPlaces(database, now);
  const proposed = await openPayloadsOf(database, 'duty-give', now);
  const wanted = proposed.flatMap((payload) => {
    const sites = proposedSchema.safeParse(payload).data?.sites;
    return sites === undefined || sites === 'all' ? [] : sites;
  });
  return {
    sites: new Set([...used.map(({ site }) => site), ...wanted]),
    lanes: new Set(used.flatMap(({ site, lane }) => (lane === undefined ? [] : [`${site}/${lane}`]))),
  };
}

const proposedSchema = z.object({ sites: z.union([z.literal('all'), z.array(siteIdSchema)]) });
