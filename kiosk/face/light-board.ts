/**
 * What coloured light the traveller's screen is to show, and what the screen says it showed. The lane writes on one side, the
 * pages answer on the other; nothing here decides.
 */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../hardware/host/clock.ts';
import type { Unsubscribe } from '../../hardware/device/device.ts';
import type { Acknowledgement } from '../../models/face/presentation-attack/light-challenge/confirm-shown.ts';
import type { LightChallenge } from '../../models/face/presentation-attack/light-challenge/light-challenge.ts';
import type { LightLatency } from '../../models/face/presentation-attack/light-challenge/light-challenge-outcome.ts';
import { type LightState, RESTING_LIGHT } from '../../models/face/presentation-attack/light-challenge/light-state.ts';

/** A challenge that is being shown. The id is random: a page cannot answer one that it was not sent. */
export interface ShownChallenge {
  readonly id: string;
  readonly challenge: LightChallenge;
}

/** A page's word that it began to show a state. `index` is the count of states for the rest that follows the last. */
export interface LightShown {
  readonly id: string;
  readonly index: number;
  /** Time of the display frame on the page's own clock, ms. */
  readonly pageMs: number;
}

export interface LightShowing extends ShownChallenge {
  /** What the page that answered first has said so far. */
  said(): readonly Acknowledgement[];
  /** Whether it has said that the rest began. */
  complete(): boolean;
  /** Clears the screen. Safe to repeat. */
  end(): void;
}

export interface LightBoard {
  /** Puts a challenge up; one that was up ends. */
  show(challenge: LightChallenge): LightShowing;
  current(): ShownChallenge | undefined;
  /** Takes a page's word. Anything about another challenge, or from another page than the first, is dropped. */
  shown(page: string, word: LightShown): void;
  /** A page that is seen by the traveller; the returned function takes it away again. */
  join(page: string): Unsubscribe;
  screens(): number;
  /** The traveller wants no coloured light; what is up ends at once. */
  decline(): void;
  declined(): boolean;
  /** Forgets the choice: the next traveller makes their own. */
  reset(): void;
  onChange(listener: () => void): Unsubscribe;
  /** Hears each state as it is confirmed. */
  onShown(listener: (state: LightState) => void): Unsubscribe;
}

/** What a lane has for a light challenge. */
export interface LaneLights {
  readonly board: LightBoard;
  /** As measured on this lane; `undefined` until it has been. */
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
