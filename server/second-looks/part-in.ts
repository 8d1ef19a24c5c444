import type { PersonId } from '../access/vocabulary.ts';
import type { SecondLook } from './second-look-table.ts';

/** Whether the person decided, or agreed before the decision: they neither look a second time nor follow up. */
export function hadPartIn({ decidedBy, opinionBy }: SecondLook, person: PersonId): boolean {
  return person === decidedBy || person === opinionBy;
}

/** Whether a look waits for somebody, and this person may be the one. */
export function waitsFor(look: SecondLook, person: PersonId): boolean {
  return look.foundAt === null && !hadPartIn(look, person);
}
