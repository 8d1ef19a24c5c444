/** Limits how often lanes are opened by hand for a cause. More frequent passages need a door that is made for them. */
import type { PersonId } from '../../platform/access/vocabulary.ts';
import type { KioskId } from '../../contract/field.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { openingTimes } from '../../lanes/orders/manual-openings.ts';

export const OPENINGS_WITHIN_MS = 10 * 60_000;
/** Openings by one person in the window, at all lanes. */
export const OPENINGS_OF_A_PERSON = 4;
/** Openings of one lane in the window, by all people. */
export const OPENINGS_OF_A_LANE = 6;

/**
 * Whole seconds until this person may again open this lane for a cause; 0 when it is allowed now. Counts openings in the database, so a
 * restart, another session or another lane does not reset the limit.
 */
export async function openingWaitS(
  database: Connection,
  { person, kioskId }: { readonly person: PersonId; readonly kioskId: KioskId },
  now: number,
): Promise<number> {
  const since = now - OPENINGS_WITHIN_MS;
  const ofPerson = await openingTimes(database, 'open-for-cause', { openedBy: person }, since);
  const ofLane = await openingTimes(database, 'open-for-cause', { kioskId }, since);
  return Math.max(waitS(ofPerson, OPENINGS_OF_A_PERSON, now), waitS(ofLane, OPENINGS_OF_A_LANE, now));
}

/** @param times ascending, wall ms */
function waitS(times: readonly number[], limit: number, now: number): number {
  const blocking = times.at(-limit);
  return blocking === undefined ? 0 : Math.max(1, Math.ceil((blocking + OPENINGS_WITHIN_MS - now) / 1_000));
}
