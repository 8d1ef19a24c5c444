import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import type { Clock } from '../../../../hardware/host/clock.ts';
import type { SecureElement } from '../../../../hardware/secure-element/secure-element.ts';
import { openSecureElement } from '../../../../kiosk/lane/devices/open-devices.ts';
import {
  openRegisteredTravellers,
  type RegisteredTravellers,
} from '../../../../kiosk/lists/registration/registered-travellers.ts';
import { openDatabase } from '../../../../kiosk/platform/database/database.ts';
import { keyInSlot } from '../../../../kiosk/vault/captures/key-table.ts';
import type { EpochKeys } from '../../../../kiosk/vault/captures/keys/epoch-keys.ts';
import { epochKeysIn } from '../../../support/epoch-keys-in.ts';
import { laneConfig } from '../../../flows/lane-under-test.ts';

const RETENTION_MS = 3_600_000;
const CANARY = new TextEncoder().encode('SEALED-TEMPLATES-OF-SOMEBODY');
const NUMBER = new TextEncoder().encode('L898902C3');

let folder: string;
let nowMs: number;
let element: SecureElement;
let epochKeys: EpochKeys;
let travellers: RegisteredTravellers;
const clock: Clock = { ...systemClock, wallMs: () => nowMs };

async function opened(): Promise<RegisteredTravellers> {
  return openRegisteredTravellers({
    file: join(folder, 'registrations.sqlite'),
    keyFile: join(folder, 'pseudonym.key'),
    epochKeys,
    clock,
    retentionMs: () => RETENTION_MS,
  });
}
const elementIn = (name: string) =>
  openSecureElement(laneConfig(join(folder, name), { url: 'http://127.0.0.1:9', key: new Uint8Array(32) }));
const register = (pseudonym = travellers.pseudonymOf('UTO', NUMBER)) =>
  travellers.register(pseudonym, 'test-1', async () => Uint8Array.from(CANARY));
const lent = (pseudonym = travellers.pseudonymOf('UTO', NUMBER)) =>
  travellers.lend(pseudonym, async ({ sealed }) => new TextDecoder().decode(sealed));
const onDisk = () =>
  Buffer.concat(
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => readFileSync(join(folder, name))),
  );

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'postern-registered-'));
  nowMs = 1_800_000_000_000;
  element = await elementIn('element');
  epochKeys = await epochKeysIn(folder, element, clock);
  travellers = await opened();
});
afterEach(async () => {
  await travellers.close().catch(() => undefined);
  await epochKeys.close();
  await element.disconnect();
  rmSync(folder, { recursive: true, force: true });
});

describe('registered travellers', () => {
  test('are found after a restart, with the same key', async () => {
    let key = '';
    await travellers.register(travellers.pseudonymOf('UTO', NUMBER), 'test-1', async (slot) => {
      key = Buffer.from(keyInSlot(travellers.keyMemory, slot)).toString('hex');
      return Uint8Array.from(CANARY);
    });
    await travellers.close();
    travellers = await opened();
    const found = await travellers.lend(travellers.pseudonymOf('UTO', NUMBER), async ({ sealed, slot }) => [
      Buffer.from(sealed).toString(),
      Buffer.from(keyInSlot(travellers.keyMemory, slot)).toString('hex'),
    ]);
    expect(found).toEqual({ kind: 'lent', result: ['SEALED-TEMPLATES-OF-SOMEBODY', key] });
  });

  test('leave no key in memory after the registration is returned', async () => {
    await register();
    await lent();
    expect(new Uint8Array(travellers.keyMemory).every((byte) => byte === 0)).toBe(true);
  });

  test('are stored under a pseudonym of this lane only, without number or state', async () => {
    await register();
    const other = await openRegisteredTravellers({
      file: join(folder, 'other.sqlite'),
      keyFile: join(folder, 'other.key'),
      epochKeys,
      clock,
      retentionMs: () => RETENTION_MS,
    });
    expect(other.pseudonymOf('UTO', NUMBER)).not.toBe(travellers.pseudonymOf('UTO', NUMBER));
    expect(travellers.pseudonymOf('UTO', NUMBER)).not.toBe(travellers.pseudonymOf('D', NUMBER));
    await other.close();
    expect(onDisk().includes(Buffer.from(NUMBER))).toBe(false);
  });

  test('are not found for another document', async () => {
    await register();
    expect(await lent(travellers.pseudonymOf('UTO', new TextEncoder().encode('L898902C4')))).toEqual({ kind: 'none' });
  });

  test('are registered once: a new registration replaces the old one', async () => {
    await register();
    await register();
    expect(await travellers.count()).toBe(1);
  });

  test('are not registered when a print is not good enough, and an earlier registration stays', async () => {
    await register();
    const pseudonym = travellers.pseudonymOf('UTO', NUMBER);
    expect(await travellers.register(pseudonym, 'test-1', async () => undefined)).toBe('not-registered');
    expect(await lent()).toMatchObject({ kind: 'lent' });
  });
});

describe('a registration ends', () => {
  test('when it expires, also before it is erased', async () => {
    await register();
    nowMs += RETENTION_MS - 1;
    expect(await lent()).toMatchObject({ kind: 'lent' });
    nowMs += 1;
    expect(await lent()).toEqual({ kind: 'none' });
    expect(await travellers.nextDue()).toBe(nowMs);
    expect(await travellers.eraseDue()).toBe(1);
    expect(await travellers.count()).toBe(0);
    expect(await travellers.nextDue()).toBeUndefined();
  });

  test.each([
    ['by itself', () => travellers.erase(travellers.pseudonymOf('UTO', NUMBER))],
    ['with all others', () => travellers.eraseAll()],
  ])('on request, %s, and leaves no byte in file or log', async (_how, erase) => {
    await register();
    expect(onDisk().includes(Buffer.from(CANARY))).toBe(true);
    expect(await erase()).toBe(1);
    expect(await lent()).toEqual({ kind: 'none' });
    expect(onDisk().includes(Buffer.from(CANARY))).toBe(false);
  });
});

describe('a changed row', () => {
  const change = async (columns: Record<string, unknown>): Promise<void> => {
    const db = await openDatabase(join(folder, 'registrations.sqlite'), async () => undefined);
    await db('registered_travellers').update(columns);
    await db.destroy();
  };
  test.each([
    ['a later end', () => ({ erase_at: nowMs + 10 * RETENTION_MS })],
    ['another consent', () => ({ consent_version: 'test-2' })],
    ['another record', () => ({ record_id: 'ab'.repeat(16) })],
    ['another key', () => ({ wrapped_key: Buffer.alloc(60) })],
    ['no key', () => ({ wrapped_key: Buffer.alloc(0) })],
  ])('with %s does not open', async (_what, columns) => {
    await register();
    await change(columns());
    expect(await lent()).toEqual({ kind: 'unusable' });
  });
  test('moved to another traveller does not open', async () => {
    await register();
    const other = travellers.pseudonymOf('UTO', new TextEncoder().encode('L898902C4'));
    await change({ pseudonym: other });
    expect(await lent(other)).toEqual({ kind: 'unusable' });
  });
});

const keyFiles = (): readonly string[] =>
  readdirSync(join(folder, 'epoch-keys')).filter((name) => name.endsWith('.key'));

describe('epoch keys of registrations', () => {
  test('are destroyed with the last registration that needs one, and not before', async () => {
    const [one, other] = [NUMBER, new TextEncoder().encode('L898902C4')].map((number) =>
      travellers.pseudonymOf('UTO', number),
    );
    if (one === undefined || other === undefined) throw new Error('there are two');
    await register(one);
    await register(other);
    const before = keyFiles().length;
    nowMs += 600_000;
    await travellers.erase(one);
    expect(keyFiles()).toHaveLength(before);
    expect(await lent(other)).toMatchObject({ kind: 'lent' });
    await travellers.erase(other);
    // The lane's key is kept
    expect(keyFiles()).toHaveLength(before - 1);
  });
  test('survive a new root, so no traveller has to register again', async () => {
    await register();
    expect(await epochKeys.rotateRoot()).toMatchObject({ generation: 2, rewrapped: 2, lost: 0 });
    expect(await lent()).toMatchObject({ kind: 'lent' });
    await travellers.close();
    travellers = await opened();
    expect(await lent()).toMatchObject({ kind: 'lent' });
  });
});

test('a pseudonym key of another lane does not open', async () => {
  const other = await elementIn('other');
  const othersKeys = await epochKeysIn(join(folder, 'other'), other, clock);
  const file = join(folder, 'registrations.sqlite');
  const keyFile = join(folder, 'pseudonym.key');
  await expect(
    openRegisteredTravellers({ file, keyFile, epochKeys: othersKeys, clock, retentionMs: () => RETENTION_MS }),
  ).rejects.toMatchObject({ code: 'unknown-key' });
  await othersKeys.close();
  await other.disconnect();
});
