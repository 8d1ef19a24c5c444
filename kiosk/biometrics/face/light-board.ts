/**
 * The coloured light that the traveller's screen must show, and the screen's acknowledgements. The lane writes, the
 * pages answer; no decision is made here.
 */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { Unsubscribe } from '../../../hardware/device/device.ts';
import type { Acknowledgement } from '../../../models/face/presentation-attack/light-challenge/confirm-shown.ts';
import type { LightChallenge } from '../../../models/face/presentation-attack/light-challenge/light-challenge.ts';
import type { LightLatency } from '../../../models/face/presentation-attack/light-challenge/light-challenge-outcome.ts';
import {
  type LightState,
  RESTING_LIGHT,
} from '../../../models/face/presentation-attack/light-challenge/light-state.ts';

/**
 * A challenge that is being shown. The id is random, so a page cannot acknowledge a challenge that it did not receive.
 */
export interface ShownChallenge {
  readonly id: string;
  readonly challenge: LightChallenge;
}

/**
 * A page's acknowledgement that it began to show a state. `index` equals the number of states for the grey at the end.
 */
export interface LightShown {
  readonly id: string;
  readonly index: number;
  /** Time of the display frame on the page's own clock, ms. */
  readonly pageMs: number;
}

export interface LightShowing extends ShownChallenge {
  /** The acknowledgements so far of the page that answered first. */
  said(): readonly Acknowledgement[];
  /** Whether the page has acknowledged the grey at the end. */
  complete(): boolean;
  /** Clears the screen. Safe to repeat. */
  end(): void;
}

export interface LightBoard {
  /** Shows a challenge. An earlier one ends. */
  show(challenge: LightChallenge): LightShowing;
  current(): ShownChallenge | undefined;
  /**
   * Records an acknowledgement. It is dropped when it belongs to another challenge or comes from another page than the
   * first.
   */
  shown(page: string, word: LightShown): void;
  /** Adds a page that is visible to the traveller; the returned function removes it. */
  join(page: string): Unsubscribe;
  screens(): number;
  /** The traveller opts out of coloured light; the current challenge ends at once. */
  decline(): void;
  declined(): boolean;
  /** Resets the choice for the next traveller. */
  reset(): void;
  onChange(listener: () => void): Unsubscribe;
  /** Calls the listener for each acknowledged state. */
  onShown(listener: (state: LightState) => void): Unsubscribe;
}

/** The parts of a lane's light challenge. */
export interface LaneLights {
  readonly board: LightBoard;
  /** The latency of this lane; `undefined` until it has been measured. */
  readonly latency: () => LightLatency | undefined;
}

const ID_BYTES = 8;

export function createLightBoard(clock: Clock): LightBoard {
  const pages = new Set<string>();
  const changes = new Set<() => void>();
  const shownListeners = new Set<(state: LightState) => void>();
  let up: { showing: ShownChallenge; page: string | undefined; said: Acknowledgement[] } | undefined;
  let declined = false;

  const changed = (): void => {
    for (const listener of changes) listener();
  };
  const hear = <T>(listeners: Set<T>, listener: T): Unsubscribe => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };

  return {
    show(challenge) {
      const said: Acknowledgement[] = [];
      const showing = { id: randomBytes(ID_BYTES).toString('hex'), challenge };
      const mine = { showing, page: undefined, said };
      up = mine;
      changed();
      return {
        ...showing,
        said: () => said,
        complete: () => said.length > challenge.states.length,
        end() {
          if (up !== mine) return;
          up = undefined;
          changed();
        },
      };
    },
    current: () => up?.showing,
    shown(page, { id, index, pageMs }) {
      if (up === undefined || up.showing.id !== id) return;
      up.page ??= page;
      const { states } = up.showing.challenge;
      if (up.page !== page || up.said.length > states.length) return;
      up.said.push({ index, pageMs, arrivedMs: clock.monotonicMs() });
      for (const listener of shownListeners) listener(states[index] ?? RESTING_LIGHT);
    },
    join(page) {
      pages.add(page);
      changed();
      return () => {
        if (pages.delete(page)) changed();
      };
    },
    screens: () => pages.size,
    decline() {
      declined = true;
      up = undefined;
      changed();
    },
    declined: () => declined,
    reset() {
      declined = false;
    },
    onChange: (listener) => hear(changes, listener),
    onShown: (listener) => hear(shownListeners, listener),
  };
}
