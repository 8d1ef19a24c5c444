/** Responses as the API shows them. */
import type { ResponseView } from '../answers.ts';
import { isSubject } from './propose-response.ts';
import { stateOf, type StoredResponse } from './response-table.ts';

/** @param asker the person, if their duties allow to decide on responses */
export function responseView(one: StoredResponse, asker: string | null): ResponseView {
  const state = stateOf(one);
  const isOther = asker !== null && !isSubject(one, asker);
  const waits = state === 'proposed' || state === 'started' || (state === 'half-confirmed' && one.firstBy !== asker);
  const isBegun = state === 'started' || state === 'confirmed' || state === 'in-force';
  const { alarmedAt, reversedAt, ...rest } = one;
  return {
    ...rest,
    state,
    isStuck: alarmedAt !== null && (state === 'confirmed' || state === 'started' || state === 'returning'),
    reversedAt: one.effectAt === null ? null : reversedAt,
    mayConfirm: isOther && waits,
    mayDecline: isOther && (state === 'proposed' || state === 'half-confirmed'),
    mayTakeBack: isOther && isBegun,
  };
}
