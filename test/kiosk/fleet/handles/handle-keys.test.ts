import { createCipheriv, createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeviceError } from '../../../../hardware/device/device-error.ts';
import type { ChainName, Chains } from '../../../../hardware/secure-element/chain.ts';
import { documentSubject } from '../../../../kiosk/rules/document/handle.ts';
import { LONGEST_OFF_DAYS, openHandleKeys } from '../../../../kiosk/fleet/handles/handle-keys.ts';
import { softSecureElement } from '../../../support/soft-secure-element.ts';

const DAY_MS = 86_400_000;
const DAY = 20_500;
const noon = (day: number): number => day * DAY_MS + DAY_MS / 2;
const SECRET = new Uint8Array(32).fill(7);
const SUBJECT = documentSubject('UTO', new TextEncoder().encode('L898902C3'));
const at = (place: number, generation = 1): ChainName => ({ purpose: 'handles', generation, place });

/** The handle of a day by what its README says, from the key of `DAY`. */
function handleOf(day: number, secret: Uint8Array = SECRET): string {
  const step = (key: Uint8Array, label: string): Uint8Array =>
    createCipheriv('aes-256-ecb', key, null).setAutoPadding(false).update(createHash('sha256').update(label).digest());
  let key = secret;
  for (let next = DAY + 1; next <= day; next += 1) key = step(key, `postern/handle-chain/v1/${next}`);
  return createHmac('sha256', step(key, 'postern/handle/v2')).update(SUBJECT).digest('hex');
}

async function laneWithKey(place = DAY) {
  const element = softSecureElement();
  await element.importChain(at(place), SECRET);
  return { element, keys: openHandleKeys(element) };
}

describe('keys of handles', () => {
  it('make the handle that the README defines, the same all day', async () => {
    const { keys } = await laneWithKey();
    const early = await keys.handle(SUBJECT, DAY * DAY_MS);
    expect(early).toEqual({ handle: handleOf(DAY), epoch: '2026-02-16' });
    expect(await keys.handle(SUBJECT, (DAY + 1) * DAY_MS - 1)).toEqual(early);
  });

  it('make the same handle in two lanes that had reached different days', async () => {
    const [one, other] = [await laneWithKey(), await laneWithKey()];
    for (const day of [DAY, DAY + 1, DAY + 2]) await one.keys.keep(noon(day));
    expect(await one.keys.handle(SUBJECT, noon(DAY + 3))).toEqual(await other.keys.handle(SUBJECT, noon(DAY + 3)));
  });

  it('change at midnight UTC, each lane by its own clock', async () => {
    const [one, other] = [await laneWithKey(), await laneWithKey()];
    const midnight = (DAY + 1) * DAY_MS;
    const before = await one.keys.handle(SUBJECT, midnight - 1);
    const after = await one.keys.handle(SUBJECT, midnight);
    expect(after).toEqual({ handle: handleOf(DAY + 1), epoch: '2026-02-17' });
    // The other's clock is a second behind: it still has its day, and follows
    expect(await other.keys.handle(SUBJECT, midnight - 1)).toEqual(before);
    expect(await other.keys.handle(SUBJECT, midnight)).toEqual(after);
  });

  it('cannot make the handle of a past day', async () => {
    const { element, keys } = await laneWithKey();
    await keys.keep(noon(DAY + 1));
    expect(await element.chains()).toEqual([at(DAY + 1)]);
    expect(await keys.handle(SUBJECT, noon(DAY))).toBeUndefined();
    expect(await keys.keep(noon(DAY))).toBe('not-of-today');
    expect((await keys.handle(SUBJECT, noon(DAY + 1)))?.handle).toBe(handleOf(DAY + 1));
  });

  it('catch up after 40 days, and after 300', async () => {
    const { element, keys } = await laneWithKey();
    expect((await keys.handle(SUBJECT, noon(DAY + 40)))?.handle).toBe(handleOf(DAY + 40));
    expect((await keys.handle(SUBJECT, noon(DAY + 340)))?.handle).toBe(handleOf(DAY + 340));
    expect(await element.chains()).toEqual([at(DAY + 340)]);
  });

  it('are not consumed by a clock that is years ahead', async () => {
    const { element, keys } = await laneWithKey();
    expect(await keys.keep(noon(DAY + LONGEST_OFF_DAYS + 1))).toBe('not-of-today');
    expect(await element.chains()).toEqual([at(DAY)]);
    expect(await keys.keep(noon(DAY + LONGEST_OFF_DAYS))).toBe('ready');
  });

  it('are missing when none were delivered, and give no handle', async () => {
    const keys = openHandleKeys(softSecureElement());
    expect(await keys.keep(noon(DAY))).toBe('missing');
    expect(await keys.handle(SUBJECT, noon(DAY))).toBeUndefined();
  });

  it('use a new generation from its first day, and then no other', async () => {
    const { element, keys } = await laneWithKey();
    const other = new Uint8Array(32).fill(9);
    expect(await keys.take({ generation: 2, day: DAY + 1, secret: other }, noon(DAY))).toBe(true);
    expect((await keys.handle(SUBJECT, noon(DAY)))?.handle).toBe(handleOf(DAY));
    const next = (await keys.handle(SUBJECT, noon(DAY + 1)))?.handle;
    expect(next).not.toBe(handleOf(DAY + 1));
    expect(await element.chains()).toEqual([at(DAY + 1, 2)]);
  });

  it('accept a generation of today at once', async () => {
    const { element, keys } = await laneWithKey();
    expect(await keys.take({ generation: 2, day: DAY, secret: SECRET }, noon(DAY))).toBe(true);
    expect(await element.chains()).toEqual([at(DAY, 2)]);
    expect((await keys.handle(SUBJECT, noon(DAY)))?.handle).toBe(handleOf(DAY));
  });

  it('refuse an older generation and the present one', async () => {
    const { element, keys } = await laneWithKey();
    await keys.take({ generation: 5, day: DAY + 3, secret: new Uint8Array(32).fill(9) }, noon(DAY));
    const before = await element.chains();
    for (const [generation, day] of [
      [1, DAY],
      [4, DAY],
      [5, DAY + 3],
      [5, DAY + 4],
    ] as const) {
      expect(await keys.take({ generation, day, secret: SECRET }, noon(DAY))).toBe(false);
    }
    expect(await element.chains()).toEqual(before);
  });

  it('accept their generation again when a wrong clock has used it up', async () => {
    const { keys } = await laneWithKey(DAY + 90);
    expect(await keys.keep(noon(DAY))).toBe('not-of-today');
    expect(await keys.take({ generation: 1, day: DAY, secret: SECRET }, noon(DAY))).toBe(true);
    expect((await keys.handle(SUBJECT, noon(DAY)))?.handle).toBe(handleOf(DAY));
  });

  it('follow a change that a command has made in the meantime', async () => {
    const { element, keys } = await laneWithKey();
    await keys.keep(noon(DAY));
    await element.destroyChain(at(DAY));
    await element.importChain(at(DAY, 2), SECRET);
    expect((await keys.handle(SUBJECT, noon(DAY)))?.handle).toBe(handleOf(DAY));
  });

  it('reject while the secure element is unavailable, and work when it returns', async () => {
    const { element, keys } = await laneWithKey();
    element.lost = true;
    await expect(keys.handle(SUBJECT, noon(DAY))).rejects.toThrow(DeviceError);
    element.lost = false;
    expect((await keys.handle(SUBJECT, noon(DAY)))?.handle).toBe(handleOf(DAY));
  });

  it('serve travellers during the move at midnight', async () => {
    const { element, keys } = await laneWithKey();
    const asked = [DAY, DAY, DAY + 1, DAY + 1].map(async (day) => (await keys.handle(SUBJECT, noon(day)))?.handle);
    const kept = keys.keep(noon(DAY + 1));
    expect(await Promise.all(asked)).toEqual([DAY, DAY, DAY + 1, DAY + 1].map((day) => handleOf(day)));
    expect(await kept).toBe('ready');
    expect(await element.chains()).toEqual([at(DAY + 1)]);
  });

  it('are complete after a power cut at any point of a move', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(12), fc.integer({ min: 1, max: 200 }), async (until, days) => {
        const element = softSecureElement();
        await element.importChain(at(DAY), SECRET);
        await element.importChain(at(DAY + 1, 2), SECRET);
        const first = openHandleKeys(breaksAfter(element, until));
        await first.keep(noon(DAY + days)).catch(() => undefined);
        const again = openHandleKeys(element);
        expect(await again.keep(noon(DAY + days))).toBe('ready');
        expect(await element.chains()).toEqual([at(DAY + days, 2)]);
        const fromFirst = openHandleKeys(softSecureElement());
        await fromFirst.take({ generation: 1, day: DAY + 1, secret: SECRET }, noon(DAY + 1));
        expect(await again.handle(SUBJECT, noon(DAY + days))).toEqual(
          await fromFirst.handle(SUBJECT, noon(DAY + days)),
        );
      }),
      { numRuns: 60 },
    );
  });
});

/** Does so many things, and then answers nothing any more: before it does the next, or after. */
function breaksAfter(element: Chains, calls: number): Chains {
  let left = calls;
  const cut = async <T>(work: () => Promise<T>): Promise<T> => {
    if (left <= 0) throw new DeviceError('secure-element', 'disconnected', 'the power is gone');
    left -= 2;
    const done = await work();
    if (left < 0) throw new DeviceError('secure-element', 'disconnected', 'the power is gone');
    return done;
  };
  return {
    chains: () => element.chains(),
    chainPrf: (name, label, input) => element.chainPrf(name, label, input),
    makeChain: (name) => cut(() => element.makeChain(name)),
    importChain: (name, secret) => cut(() => element.importChain(name, secret)),
    advanceChain: (from, labels, to) => cut(() => element.advanceChain(from, labels, to)),
    destroyChain: (name) => cut(() => element.destroyChain(name)),
  };
}
