/** The open parts of the set-up. Only administrators see them. */
import type { SetupView } from '../../oversight/setup/answers.ts';
import { pollOf } from './poll.ts';
import { mayAct } from './session.ts';

/** The records change slowly, and the answer reads many of them. */
const EVERY_MS = 10_000;

/** The people whom the mark in the header leads through the set-up. */
export function setsUp(): boolean {
  return mayAct('setup.see') && mayAct('setup.state');
}

/** Parts that are open; a part that a person stated counts as done. */
export function leftToSetUp(view: SetupView): number {
  return view.items.filter(({ state }) => state === 'open').length;
}

/** `setup`: `null` before the first answer. While `isSetupAway` is true, the list may be old. */
export const {
  answer: setup,
  isAway: isSetupAway,
  refresh: refreshSetup,
  keep: keepSetup,
} = pollOf<SetupView>('/v1/setup', setsUp, EVERY_MS);

addEventListener('hashchange', () => void refreshSetup());
