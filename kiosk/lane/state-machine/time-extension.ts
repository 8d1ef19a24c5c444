/**
 * More time for travellers. Before a phase ends, the lane asks whether the traveller needs more time, and one action
 * grants the whole limit again, ten times in each phase (WCAG 2.2, 2.2.1). Limits that protect security or safety
 * cannot be extended: head turn, coloured light, tries of a comparison, and the open barrier.
 */
import type { Lane, LaneEffect, LaneEvent, LaneState, TimeExtension, Transition } from './lane.ts';
import { go } from './transition.ts';

/** WCAG 2.2, 2.2.1: at least ten. */
export const MAX_EXTENSIONS = 10;

export const UNASKED: TimeExtension = { extensions: 0 };

type ExtensibleState = Extract<LaneState, TimeExtension>;

/** Asks for more time; `undefined` when no extension is left. The end of a step does not shorten the time to answer. */
export function ask(lane: Lane, asked: NonNullable<TimeExtension['asked']>): Transition | undefined {
  const { state } = lane;
  if (!isExtensible(state) || state.extensions >= MAX_EXTENSIONS) return undefined;
  const isAskedAlready = state.asked === 'after-step' || state.asked === asked;
  return isAskedAlready ? undefined : go(lane, { ...state, asked }, []);
}

/**
 * Handles the traveller's answer; `undefined` for other events. `again`: the effect that repeats the step, if it has
 * ended.
 */
export function answer(lane: Lane, event: LaneEvent, again: LaneEffect | undefined): Transition | undefined {
  const { state } = lane;
  if (event.kind !== 'more-time' || !isExtensible(state) || state.asked === undefined) return undefined;
  const { asked, ...rest } = state;
  const effects = asked === 'after-step' && again !== undefined ? [again] : [];
  return go({ ...lane, unhurried: true }, { ...rest, extensions: rest.extensions + 1 }, effects);
}

/** Whether the time to answer has expired, or the traveller needs no more time. */
export function isGivenUp({ state }: Lane, event: LaneEvent): boolean {
  if (event.kind === 'timed-out') return true;
  return event.kind === 'traveller-gone' && isExtensible(state) && state.asked !== undefined;
}

function isExtensible(state: LaneState): state is ExtensibleState {
  return 'extensions' in state;
}
