/** How often lanes are opened by hand for a cause. A person who needs more than this opens a door that is made for it. */
import type { PersonId } from '../access/vocabulary.ts';
import type { KioskId } from '../contract/field.ts';
import type { Connection } from '../database/connection.ts';
import { openingTimes } from '../orders/manual-openings.ts';

export const OPENINGS_WITHIN_MS = 10 * 60_000;
/** By one person, at all lanes. */
export const OPENINGS_OF_A_PERSON = 4;
/** At one lane, by all people. */
export const OPENINGS_OF_A_LANE = 6;

/**
 * How long this person has to wait until this lane may be opened for a cause again, whole seconds; 0: not at all. It counts what is in
 * the database, so that a restart, another session or another lane begins nothing anew.
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

/** `times`: the earliest first. */
function waitS(times: readonly number[], limit: number, now: number): number {
  const blocking = times.at(-limit);
  return blocking === undefined ? 0 : Math.max(1, Math.ceil((blocking + OPENINGS_WITHIN_MS - now) / 1_000));
}
