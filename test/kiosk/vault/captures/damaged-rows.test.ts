/** Damaged or changed rows: they do not open for longer, do not persist, and cannot be forged. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { openDatabase } from '../../../../kiosk/platform/database/database.ts';
import { openCaptureStore } from '../../../../kiosk/vault/captures/capture-store.ts';
import { KEPT_CLASSES, LONGEST_REFERRAL_MS } from '../../../../kiosk/vault/captures/kept-class.ts';
import { open } from '../../../../kiosk/vault/captures/sealed-capture.ts';
import { createVault } from '../../../../kiosk/vault/captures/vault.ts';
import type { KioskId, TransactionId } from '../../../../server/contract/report.ts';
import { epochKeysIn } from '../../../support/epoch-keys-in.ts';
import { softSecureElement } from '../../../support/soft-secure-element.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const ONE = '1'.repeat(32) as TransactionId;
const HOUR_MS = 3_600_000;
const PLAINTEXT = new Uint8Array(300).fill(0x7e);

/** A lane that keeps a referral of two captures for an hour. */
async function keeping() {
  const folder = temporaryFolder();
  const file = join(folder, 'vault.sqlite');
  const clock = turnedClock();
  const store = await openCaptureStore(file);
  const epochKeys = await epochKeysIn(folder, softSecureElement(), clock);
  const vault = createVault({ kioskId: 'lane-1' as KioskId, clock, epochKeys, store });
  await vault.prepare();
  for (const modality of ['chip-portrait', 'face-frame'] as const) {
    vault.sealEncoded(PLAINTEXT.slice(), modality, ONE);
  }
  expect(await vault.keepReferred(ONE, HOUR_MS)).toBe(2);
  return {
    file,
    clock,
    store,
    epochKeys,
    vault,
    /** Changes the database like an attacker with the disk. */
    async change(sql: string, ...values: readonly (string | number | Buffer)[]): Promise<void> {
      const db = await openDatabase(file, async () => undefined);
      await db.raw(sql, values);
      await db.destroy();
    },
    /** The captures that an officer with a grant can see. */
    seen: () =>
      vault.lendKeptKeys(ONE, new Set(['chip-portrait', 'face-frame'] as const), async ({ sealed }, key) =>
        Array.from(open(sealed, key).plaintext),
      ),
    erase: async (): Promise<number> => {
      let erased = 0;
      for (const keptAs of KEPT_CLASSES) erased += (await vault.eraseDue(keptAs)).captures;
      return erased;
    },
    close: async () => {
      await vault.close();
      await epochKeys.close();
    },
  };
}

describe('a row of a referral whose end was changed', () => {
  test.each([
    ['to a year later', 365 * 24 * HOUR_MS],
    ['to a text', 'later'],
    ['to bytes', Buffer.from([1])],
  ] as const)('%s is erased at the next erasure', async (_what, end) => {
    const lane = await keeping();
    await lane.change(
      'UPDATE referred_captures SET erase_at = ?',
      typeof end === 'number' ? Math.round(lane.clock.wallMs()) + end : end,
    );
    expect(await lane.erase()).toBe(2);
    expect([await lane.store.count(), lane.epochKeys.has([...(await lane.store.keyIds())][0] ?? '')]).toEqual([
      0,
      false,
    ]);
    await lane.close();
  });

  test('repeatedly to a later one, within the limits of a policy, is neither shown nor held after the longest limit of any policy', async () => {
    const lane = await keeping();
    await lane.clock.advance(LONGEST_REFERRAL_MS - HOUR_MS);
    await lane.change('UPDATE referred_captures SET erase_at = ?', Math.round(lane.clock.wallMs()) + 10 * HOUR_MS);
    expect(await lane.seen()).toHaveLength(2);
    await lane.clock.advance(HOUR_MS);
    expect(await lane.seen()).toEqual([]);
    const until = Math.round(lane.clock.wallMs()) + 100 * HOUR_MS;
    expect(await lane.vault.keeping.hold(ONE, until, 'a'.repeat(64))).toEqual({
      kind: 'refused',
      why: 'no-longer-kept',
    });
    expect(await lane.vault.keeping.resolve(ONE, until)).toEqual({ kind: 'refused', why: 'no-longer-kept' });
    await lane.close();
  });
});

test('a row of an unknown class is treated as a referral: it is erased when it is due, with its key', async () => {
  const lane = await keeping();
  await lane.change(`UPDATE referred_captures SET kept_as = 'forever'`);
  expect(await lane.erase()).toBe(0);
  await lane.clock.advance(HOUR_MS);
  expect(await lane.vault.countDue('referred', lane.clock.wallMs())).toBe(2);
  expect(await lane.erase()).toBe(2);
  expect(await lane.store.keyIds()).toEqual(new Set());
  await lane.close();
});

test('a changed row opens with its original content or not at all, and nothing of it is left a day later', async () => {
  const column = fc.constantFrom(
    'capture_id',
    'transaction_id',
    'erase_at',
    'kept_as',
    'sealed',
    'key_id',
    'wrapped_key',
  );
  const value = fc.oneof(
    fc.integer({ min: -5, max: 2 ** 45 }),
    fc.string({ maxLength: 40 }),
    fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
    fc.constantFrom(...KEPT_CLASSES),
  );
  await fc.assert(
    fc.asyncProperty(column, value, async (name, changed) => {
      const lane = await keeping();
      await lane.change(`UPDATE referred_captures SET ${name} = ? WHERE rowid = 1`, changed);
      const seen = await lane.seen().catch(() => []);
      for (const bytes of seen) expect(bytes).toEqual(Array.from(PLAINTEXT));
      await lane.clock.advance(LONGEST_REFERRAL_MS + HOUR_MS);
      expect(await lane.seen().catch(() => [])).toEqual([]);
      await lane.erase();
      // A row with another class counts as that class, opens under none of its keys, and is due at its end
      const left = (await lane.store.kept()).filter(({ keptAs }) => keptAs === 'referred');
      expect(left).toEqual([]);
      await lane.close();
    }),
    { numRuns: 25 },
  );
});

test('a database with overwritten pages opens no other content, and never reports an erasure that did not happen', async () => {
  const lane = await keeping();
  await lane.close();
  const sound = readFileSync(lane.file);
  const size = statSync(lane.file).size;
  let refused = 0;
  for (let at = 0; at < size; at += 1_000) {
    writeFileSync(lane.file, sound);
    const damaged = Buffer.from(sound);
    damaged.fill(0xa5, at, Math.min(size, at + 2_000));
    writeFileSync(lane.file, damaged);
    const erased = await openCaptureStore(lane.file)
      .then(async (store) => {
        try {
          const count = await store.eraseDue('referred', Number.MAX_SAFE_INTEGER, () => true);
          expect(await store.count()).toBe(0);
          return count;
        } finally {
          await store.close();
        }
      })
      .catch(() => undefined);
    if (erased === undefined) refused += 1;
  }
  expect(refused).toBeGreaterThan(0);
});
