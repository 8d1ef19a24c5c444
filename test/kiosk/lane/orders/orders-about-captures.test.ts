/** Legal hold, release, resolution and erasure by order: time limits, keys and reports. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openKeyStore } from '../../../../kiosk/vault/captures/keys/key-store.ts';
import type { Order, OrderCommand } from '../../../../server/contract/order.ts';
import { ORDERED_TRANSACTION, signOrder } from '../../../support/signed-orders.ts';
import { orderRig, RETENTION } from './order-rig.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

async function rig(options: Parameters<typeof orderRig>[0] = {}) {
  const lane = await orderRig(options);
  await lane.taker.recover();
  const give = async (command: OrderCommand, over: Partial<Order> = {}) => {
    const { wire } = signOrder(command, { notBefore: lane.clock.wallMs(), ...over });
    expect(await lane.taker.take(wire, {})).toBe('settled');
    const last = (await lane.answers()).at(-1);
    return [last?.refusal ?? last?.result, last?.captures];
  };
  const hold = (forMs = 10 * DAY_MS) =>
    give({ kind: 'hold-captures', reason: 'court-order', until: lane.clock.wallMs() + forMs });
  const kept = () => lane.vault.keeping.of(ORDERED_TRANSACTION);
  /** The captures that open. */
  const opens = async () =>
    (
      await lane.vault.lendKeptKeys(
        ORDERED_TRANSACTION,
        new Set(['face-frame', 'chip-portrait'] as const),
        async (one) => one.header.modality,
      )
    ).length;
  const erasures = async () =>
    (await lane.reports()).flatMap((report) =>
      report.kind === 'erasure' ? [[report.retentionClass, report.cause, report.erased]] : [],
    );
  return { ...lane, give, hold, kept, opens, erasures };
}

describe('a legal hold', () => {
  test('keeps a traveller’s captures past their limit under a separate key, until it ends', async () => {
    const lane = await rig();
    await lane.keep();
    expect(await lane.hold()).toEqual(['obeyed', 2]);
    expect(await lane.kept()).toEqual({ keptAs: 'legal-hold', captures: 2 });
    await lane.vault.destroyUnusedKeys();
    await lane.clock.advance(5 * DAY_MS);
    for (const keptAs of ['referred', 'resolved', 'legal-hold'] as const)
      expect((await lane.vault.eraseDue(keptAs)).captures).toBe(0);
    expect(await lane.opens()).toBe(2);
    await lane.clock.advance(5 * DAY_MS);
    expect(await lane.opens()).toBe(0);
    expect((await lane.vault.eraseDue('legal-hold')).captures).toBe(2);
    await lane.close();
    const store = await openKeyStore(join(lane.folder, 'epoch-keys'));
    expect(store.list().filter(({ keyClass }) => keyClass !== 'lane')).toEqual([]);
    await store.close();
  });

  test('leaves no part of the wrapped key that it replaces', async () => {
    const lane = await rig();
    await lane.keep();
    const before = (await lane.store.ofTransaction(ORDERED_TRANSACTION)).map(({ wrappedKey }) =>
      Buffer.from(wrappedKey),
    );
    await lane.hold();
    const disk = Buffer.concat(
      readdirSync(lane.folder)
        .filter((name) => name.startsWith('vault.sqlite'))
        .map((name) => readFileSync(join(lane.folder, name))),
    );
    expect(before.map((wrapped) => disk.includes(wrapped.subarray(29)))).toEqual([false, false]);
    await lane.close();
  });

  test('exists once: a second hold is refused, and so is an order that would undo it', async () => {
    const lane = await rig();
    await lane.keep();
    await lane.hold();
    expect(await lane.hold()).toEqual(['already-held', undefined]);
    expect(await lane.give({ kind: 'erase-captures' })).toEqual(['under-hold', undefined]);
    for (const captures of ['erase-now', 'keep-as-resolved'] as const) {
      expect(await lane.give({ kind: 'resolve-referral', captures })).toEqual(['under-hold', undefined]);
    }
    expect(await lane.opens()).toBe(2);
    await lane.close();
  });

  test.each([
    ['beyond what the retention policy allows', RETENTION.classes['legal-hold'].limitMs + 1, 'limit-exceeded'],
    ['that ends before the regular erasure', HOUR_MS / 2, 'limit-exceeded'],
  ])('%s is refused', async (_what, forMs, why) => {
    const lane = await rig();
    await lane.keep();
    expect(await lane.hold(forMs)).toEqual([why, undefined]);
    expect(await lane.kept()).toEqual({ keptAs: 'referred', captures: 2 });
    await lane.close();
  });

  test('on captures that are erased, overdue or unknown is refused', async () => {
    const lane = await rig();
    expect(await lane.hold()).toEqual(['no-longer-kept', undefined]);
    await lane.keep();
    await lane.clock.advance(HOUR_MS);
    expect(await lane.hold()).toEqual(['no-longer-kept', undefined]);
    await lane.close();
  });

  test('waits for the secure element, and changes nothing until then', async () => {
    const lane = await rig();
    await lane.keep();
    lane.secureElement.lost = true;
    expect(await lane.hold()).toEqual(['keys-away', undefined]);
    lane.secureElement.lost = false;
    expect(await lane.opens()).toBe(2);
    expect(await lane.hold()).toEqual(['obeyed', 2]);
    await lane.close();
  });

  test('cannot be forged by changing a row: its key is bound to class and end', async () => {
    const lane = await rig();
    await lane.keep();
    await lane.hold();
    for (const capture of await lane.store.ofTransaction(ORDERED_TRANSACTION)) {
      await lane.store.change([{ ...capture, eraseAt: capture.eraseAt + DAY_MS }]);
    }
    await expect(lane.opens()).rejects.toMatchObject({ code: 'tampered' });
    await lane.close();
  });

  test('that is released restores the previous end of the captures', async () => {
    const lane = await rig();
    await lane.keep();
    await lane.hold();
    expect(await lane.give({ kind: 'release-hold' })).toEqual(['obeyed', 2]);
    expect([await lane.kept(), await lane.opens()]).toEqual([{ keptAs: 'referred', captures: 2 }, 2]);
    expect(await lane.give({ kind: 'release-hold' })).toEqual(['not-held', undefined]);
    await lane.clock.advance(HOUR_MS);
    expect((await lane.vault.eraseDue('referred')).captures).toBe(2);
    await lane.close();
  });

  test('that is released after that end erases the captures at once, with or without the secure element, with a receipt', async () => {
    const lane = await rig();
    await lane.keep();
    await lane.hold();
    await lane.clock.advance(2 * HOUR_MS);
    lane.secureElement.lost = true;
    expect(await lane.give({ kind: 'release-hold' })).toEqual(['obeyed', 2]);
    expect([await lane.kept(), await lane.erasures()]).toEqual([undefined, [['legal-hold', 'hold-released', 2]]]);
    await lane.close();
  });
});

describe('a resolution', () => {
  test('keeps captures for the shorter time of its class', async () => {
    const lane = await rig();
    await lane.keep();
    expect(await lane.give({ kind: 'resolve-referral', captures: 'keep-as-resolved' })).toEqual(['obeyed', 2]);
    expect([await lane.kept(), await lane.opens()]).toEqual([{ keptAs: 'resolved', captures: 2 }, 2]);
    await lane.clock.advance(600_000);
    expect((await lane.vault.eraseDue('resolved')).captures).toBe(2);
    await lane.close();
  });

  test('never keeps them for longer than before', async () => {
    const lane = await rig();
    await lane.keep();
    await lane.clock.advance(HOUR_MS - 60_000);
    await lane.give({ kind: 'resolve-referral', captures: 'keep-as-resolved' });
    await lane.clock.advance(60_000);
    expect(await lane.opens()).toBe(0);
    await lane.close();
  });

  test('erases at once, if requested, with a report without identities', async () => {
    const lane = await rig();
    await lane.keep();
    expect(await lane.give({ kind: 'resolve-referral', captures: 'erase-now' })).toEqual(['obeyed', 2]);
    expect(await lane.erasures()).toEqual([['referred', 'resolved', 2]]);
    const receipt = (await lane.reports()).find(({ kind }) => kind === 'erasure');
    expect(JSON.stringify(receipt)).not.toContain(ORDERED_TRANSACTION);
    await lane.close();
  });
});

describe('a resolution after a doubt', () => {
  const AFTER_DOUBT = { kind: 'resolve-referral', captures: 'keep-after-doubt' } as const;

  test('keeps captures in a separate class, under separate keys, for the full time', async () => {
    const lane = await rig();
    await lane.keep();
    // An officer who decides in the last minute leaves no less time for a second look
    await lane.clock.advance(HOUR_MS - 60_000);
    expect(await lane.give(AFTER_DOUBT)).toEqual(['obeyed', 2]);
    expect(await lane.kept()).toEqual({ keptAs: 'after-doubt', captures: 2 });
    await lane.vault.destroyUnusedKeys();
    await lane.clock.advance(4 * HOUR_MS - 1);
    for (const keptAs of ['referred', 'resolved', 'after-doubt', 'legal-hold'] as const)
      expect((await lane.vault.eraseDue(keptAs)).captures).toBe(0);
    expect(await lane.opens()).toBe(2);
    await lane.clock.advance(1);
    expect(await lane.opens()).toBe(0);
    expect((await lane.vault.eraseDue('after-doubt')).captures).toBe(2);
    await lane.close();
    const store = await openKeyStore(join(lane.folder, 'epoch-keys'));
    expect(store.list().filter(({ keyClass }) => keyClass !== 'lane')).toEqual([]);
    await store.close();
  });

  test('opens no row whose end was changed to a later time', async () => {
    const lane = await rig();
    await lane.keep();
    await lane.give(AFTER_DOUBT);
    const [capture] = await lane.store.ofTransaction(ORDERED_TRANSACTION);
    await lane.store.change([{ ...capture!, eraseAt: capture!.eraseAt + DAY_MS }]);
    await expect(lane.opens()).rejects.toThrow();
    await lane.close();
  });

  test('does not change captures under a hold, and its captures can be put under a hold', async () => {
    const lane = await rig();
    await lane.keep();
    await lane.give(AFTER_DOUBT);
    expect(await lane.hold()).toEqual(['obeyed', 2]);
    expect(await lane.give(AFTER_DOUBT)).toEqual(['under-hold', undefined]);
    expect(await lane.give({ kind: 'release-hold' })).toEqual(['obeyed', 2]);
    expect(await lane.kept()).toEqual({ keptAs: 'after-doubt', captures: 2 });
    await lane.close();
  });

  test('erases at once if the policy has no such class', async () => {
    const { 'after-doubt': _none, ...classes } = RETENTION.classes;
    const lane = await rig({ retention: { ...RETENTION, classes } });
    await lane.keep();
    expect(await lane.give(AFTER_DOUBT)).toEqual(['obeyed', 2]);
    expect([await lane.kept(), await lane.erasures()]).toEqual([undefined, [['referred', 'resolved', 2]]]);
    await lane.close();
  });
});

describe('an erasure by order', () => {
  test('needs no secure element, and happens once', async () => {
    const lane = await rig();
    await lane.keep();
    lane.secureElement.lost = true;
    expect(await lane.give({ kind: 'erase-captures' })).toEqual(['obeyed', 2]);
    expect(await lane.give({ kind: 'erase-captures' })).toEqual(['no-longer-kept', undefined]);
    expect(await lane.erasures()).toEqual([['referred', 'on-request', 2]]);
    await lane.close();
  });

  test('is reported as obeyed after a restart of the kiosk', async () => {
    const first = await rig();
    await first.keep();
    const { order } = signOrder({ kind: 'erase-captures' }, { notBefore: first.clock.wallMs() });
    await first.journal.orders.take(order, 'c'.repeat(64), [], first.clock.wallMs());
    await first.store.eraseTransaction(ORDERED_TRANSACTION);
    await first.close();
    const second = await rig({ folder: first.folder, secureElement: first.secureElement, clock: first.clock });
    expect((await second.answers()).map(({ result }) => result)).toEqual(['obeyed']);
    await second.close();
  });
});
