/**
 * The key under which this lane makes today's handles: a chain in the secure element that stands at today, and has nothing before it.
 *
 * The order of each move: the next place is durable, then the one before is destroyed. A power cut between the two leaves both, and the
 * older one is destroyed at the next move. There is never a moment without a whole key.
 */
import { bytesToHex } from '@noble/hashes/utils.js';
import { DeviceError } from '../../hardware/device-error.ts';
import { CHAIN_STEPS_MAX, type ChainName, type Chains } from '../../hardware/secure-element/chain.ts';
import type { DocumentHandle } from '../document/handle.ts';
import { dateOfDay, HANDLE_LABEL, handleDay, stepsBetween } from './handle-day.ts';
import { serialQueue } from '../../hardware/host/serial-queue.ts';

export type HandleKeyState =
  | 'ready'
  /** The lane was never given the fleet's key. */
  | 'missing'
  /** Its keys are of later days, or of days too long ago: its clock was set back or far forward, or its new key is of tomorrow. */
  | 'not-of-today';

export interface HandleKeys {
  /**
   * The handle of a document on the day of `wallMs`, or `undefined` where there is no key of that day. Rejects as the secure element does.
   *
   * @param subject of `documentSubject`; stays the caller's
   */
  handle(subject: Uint8Array, wallMs: number): Promise<DocumentHandle | undefined>;
  /** Moves on to the day of `wallMs`, and destroys what is before it. Rejects as the secure element does. */
  keep(wallMs: number): Promise<HandleKeyState>;
  /**
   * Takes in the fleet's key of a day. Resolves to `false`, and takes nothing in, where the lane has a key of this or a later generation that
   * serves, or will. Rejects as the secure element does.
   */
  take(key: TakenKey, wallMs: number): Promise<boolean>;
}

export interface TakenKey {
  readonly generation: number;
  /** From which day it serves. */
  readonly day: number;
  /** 32 bytes; stays the caller's, who wipes it. */
  readonly secret: Uint8Array;
}

/** A chain is not moved further than this at once: a clock that is wrong by years must not use up the keys of years. */
export const LONGEST_OFF_DAYS = 400;

export function openHandleKeys(element: Chains): HandleKeys {
  /** Where the chain stands, and for which day that was found out. */
  let found:
    | { readonly day: number; readonly chain: ChainName | undefined; readonly state: HandleKeyState }
    | undefined;

  const queue = serialQueue();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> =>
    queue.run(() =>
      work().catch((error: unknown) => {
        // Another program may have changed the keys
        found = undefined;
        throw error;
      }),
    );

  const settle = async (day: number): Promise<NonNullable<typeof found>> => {
    if (found?.day === day && found.state === 'ready') return found;
    const all = await handleChains(element);
    const at = all.filter(({ place }) => place <= day && day - place <= LONGEST_OFF_DAYS).at(-1);
    if (at === undefined) {
      found = { day, chain: undefined, state: all.length === 0 ? 'missing' : 'not-of-today' };
      return found;
    }
    let chain = at;
    while (chain.place < day) {
      const place = Math.min(day, chain.place + CHAIN_STEPS_MAX);
      const next = { ...chain, place };
      await element.advanceChain(chain, stepsBetween(chain.place, place), next);
      await element.destroyChain(chain);
      chain = next;
    }
    // What is left of a move that was interrupted, and generations that this one follows
    for (const other of all) {
      if (other.place <= day && !isSame(other, chain)) await element.destroyChain(other);
    }
    found = { day, chain, state: 'ready' };
    return found;
  };

  return {
    handle: (subject, wallMs) =>
      inTurn(async () => {
        const day = handleDay(wallMs);
        const ask = async (): Promise<Uint8Array | undefined> => {
          const { chain } = await settle(day);
          return chain && element.chainPrf(chain, HANDLE_LABEL, subject);
        };
        const value = await ask().catch((error: unknown) => {
          // A command has given the lane another key since
          if (!(error instanceof DeviceError) || error.code !== 'unknown-key') throw error;
          found = undefined;
          return ask();
        });
        return value && { handle: bytesToHex(value), epoch: dateOfDay(day) };
      }),
    keep: (wallMs) => inTurn(async () => (await settle(handleDay(wallMs))).state),
    take: ({ generation, day, secret }, wallMs) =>
      inTurn(async () => {
        const today = handleDay(wallMs);
        found = undefined;
        const { state } = await settle(today);
        const all = await handleChains(element);
        const held = all.at(-1);
        const taken: ChainName = { purpose: 'handles', generation, place: day };
        if (held !== undefined && held.generation > generation) return false;
        if (held?.generation === generation && (state === 'ready' || (held.place > today && held.place <= day)))
          return false;
        if (all.some((other) => isSame(other, taken))) return false;
        await element.importChain(taken, secret);
        // They would never serve: from `day` on the newest generation does
        for (const other of all) if (other.place >= day) await element.destroyChain(other);
        found = undefined;
        await settle(today);
        return true;
      }),
  };
}

/** Oldest generation first, and of one generation the earliest day. */
async function handleChains(element: Chains): Promise<ChainName[]> {
  return (await element.chains()).filter(({ purpose }) => purpose === 'handles');
}

function isSame(one: ChainName, other: ChainName): boolean {
  return one.generation === other.generation && one.place === other.place;
}
