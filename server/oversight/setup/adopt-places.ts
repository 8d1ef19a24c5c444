/** Records for sites and lanes that were in use before places had records. */
import { SERVER } from '../../records/acts/machine.ts';
import { recordAct } from '../../records/acts/record-act.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { ensurePlaces } from '../../records/sites/ensure-place.ts';
import { listSiteLanes, listSites } from '../../records/sites/site-table.ts';
import { usedPlaces } from './places-in-use.ts';

/** Inserts the missing records, which is an act. Does nothing when none is missing. */
export async function adoptPlaces({ knex, queue, ledger, clock }: RoomContext): Promise<void> {
  const at = Math.round(clock.wallMs());
  const sites = (await listSites(knex)).map(({ id }) => id);
  const lanes = (await listSiteLanes(knex)).map(({ site, number }) => `${site}/${number}`);
  const known = new Set<string>([...sites, ...lanes]);
  const missing = (await usedPlaces(knex, at)).filter(
    ({ site, lane }) => !known.has(lane === undefined ? site : `${site}/${lane}`),
  );
  if (missing.length === 0) return;
  await queue.run(async (transaction) => {
    const details = { step: 'adopted', ...(await ensurePlaces(transaction, missing, at)) };
    await recordAct(transaction, {
      person: SERVER,
      session: null,
      role: null,
      act: 'sites.change',
      result: 'done',
      at,
      details,
    });
  });
  await ledger.settle();
}
