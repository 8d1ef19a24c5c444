/**
 * The lane's key for today's handles: a chain in the secure element at the current day, without earlier places.
 *
 * In each move the next place is made durable, then the previous one is destroyed. A power cut in between leaves both, and
 * the next move destroys the older one. There is a complete key at every moment.
 */
import { bytesToHex } from '@noble/hashes/utils.js';
import { DeviceError } from '../../../hardware/device/device-error.ts';
import { CHAIN_STEPS_MAX, type ChainName, type Chains } from '../../../hardware/secure-element/chain.ts';
import type { HandleKeyState } from '../../platform/base/vocabulary.ts';
import type { DocumentHandle } from '../../rules/document/handle.ts';
import { dateOfDay, HANDLE_LABEL, handleDay, stepsBetween } from './handle-day.ts';
import { serialQueue } from '../../../hardware/host/serial-queue.ts';

export interface HandleKeys {
  /**
   * The handle of a document on the day of `wallMs`, or `undefined` without a key of that day. Rejects as the secure
   * element does.
   *
   * @param subject result of `documentSubject`, wiped by the caller
   */
  handle(subject: Uint8Array, wallMs: number): Promise<DocumentHandle | undefined>;
  /** Moves the chain to the day of `wallMs`, and destroys earlier places. Rejects as the secure element does. */
  keep(wallMs: number): Promise<HandleKeyState>;
  /**
   * Imports the fleet's key of a day. Resolves to `false` without importing when the lane has a current or future key of
   * this or a later generation. Rejects as the secure element does.
   */
  take(key: TakenKey, wallMs: number): Promise<boolean>;
}

export interface TakenKey {
  readonly generation: number;
  /** First day of use. */
  readonly day: number;
  /** 32 bytes, wiped by the caller. */
  readonly secret: Uint8Array;
}

/** Longest move at once: a clock that is wrong by years must not consume the keys of years. */
export const LONGEST_OFF_DAYS = 400;

export function openHandleKeys(element: Chains): HandleKeys {
  /** The chain's place, and the day of this lookup. */
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
    // Remains of an interrupted move, and earlier generations
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
          // A command has given the lane another key in the meantime
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
        // They are never used: from `day` on the newest generation applies
        for (const other of all) if (other.place >= day) await element.destroyChain(other);
        found = undefined;
        await settle(today);
        return true;
      }),
  };
}

/** Ordered by generation, then by day. */
async function handleChains(element: Chains): Promise<ChainName[]> {
  return (await element.chains()).filter(({ purpose }) => purpose === 'handles');
}

function isSame(one: ChainName, other: ChainName): boolean {
  return one.generation === other.generation && one.place === other.place;
}
