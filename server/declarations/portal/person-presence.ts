/** Whether a trader's person has access in the server's mode. */
import { developmentPersonId } from '../../people/development.ts';
import type { People } from '../../people/people.ts';
import type { StoredTraderPerson } from '../tables/trader-people.ts';

export type Mode = People['config']['mode'];

/** Named in place of the two administrators who let a real person in. */
export const LET_IN_BY = developmentPersonId('administrator');

/** In production, a person whom an invented administrator let in has no access. */
export function isPresent({ endedAt, proposedBy, approvedBy }: StoredTraderPerson, mode: Mode): boolean {
  return endedAt === null && (mode === 'development' || (proposedBy !== LET_IN_BY && approvedBy !== LET_IN_BY));
}
