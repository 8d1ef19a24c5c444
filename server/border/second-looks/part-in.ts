import type { PersonId } from '../../platform/access/vocabulary.ts';
import type { SecondLook } from './second-look-table.ts';

/** Whether the person decided, or gave an agreeing opinion: they may neither take the look nor follow up. */
export function hadPartIn({ decidedBy, opinionBy }: SecondLook, person: PersonId): boolean {
  return person === decidedBy || person === opinionBy;
}

/** Whether a look is open for this person. */
export function waitsFor(look: SecondLook, person: PersonId): boolean {
  return look.foundAt === null && !hadPartIn(look, person);
}
