/**
 * More time for whoever needs it. Before a phase gives a traveller up they are asked, and one action gives them the whole limit again, ten
 * times in each phase (WCAG 2.2, 2.2.1). Not asked, because a limit is what makes them worth anything or safe: the turn of the head, the
 * coloured light, the tries at a comparison, and the open barrier.
 */
import type { Lane, LaneEffect, LaneEvent, LaneState, TimeExtension, Transition } from './lane.ts';
import { go } from './transition.ts';

/** WCAG 2.2, 2.2.1: at least ten. */
export const MOST_EXTENSIONS = 10;

export const UNASKED: TimeExtension = { extensions: 0 };

type ExtensibleState = Extract<LaneState, TimeExtension>;

/** Asks, where it may still be asked; `undefined` where the time is up for good. A step that ends while it is asked cuts no answer short. */
export function ask(lane: Lane, asked: NonNullable<TimeExtension['asked']>): Transition | undefined {
  const { state } = lane;
  if (!isExtensible(state) || state.extensions >= MOST_EXTENSIONS) return undefined;
  const isAskedAlready = state.asked === 'after-step' || state.asked === asked;
  return isAskedAlready ? undefined : go(lane, { ...state, asked }, []);
}

/** What somebody who is asked may answer, `undefined` for any other event. `again`: what the phase does once more, if its step has ended. */
export function answer(lane: Lane, event: LaneEvent, again: LaneEffect | undefined): Transition | undefined {
  const { state } = lane;
  if (event.kind !== 'more-time' || !isExtensible(state) || state.asked === undefined) return undefined;
  const { asked, ...rest } = state;
  const effects = asked === 'after-step' && again !== undefined ? [again] : [];
  return go({ ...lane, unhurried: true }, { ...rest, extensions: rest.extensions + 1 }, effects);
}

/** Whether the lane has waited for an answer in vain, or been told that no more time is needed. */
export function isGivenUp({ state }: Lane, event: LaneEvent): boolean {
  if (event.kind === 'timed-out') return true;
  return event.kind === 'traveller-gone' && isExtensible(state) && state.asked !== undefined;
}

function isExtensible(state: LaneState): state is ExtensibleState {
  return 'extensions' in state;
}
