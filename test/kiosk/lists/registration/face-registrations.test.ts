import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import type { Clock } from '../../../../hardware/host/clock.ts';
import type { SecureElement } from '../../../../hardware/secure-element/secure-element.ts';
import { IDENTIFIER_BYTES } from '../../../../models/face/protection/constants.ts';
import { protect, renew } from '../../../../models/face/protection/pseudonymous-identifier.ts';
import { openSecureElement } from '../../../../kiosk/lane/devices/open-devices.ts';
import { registrationPseudonym } from '../../../../kiosk/rules/document/registration-pseudonym.ts';
import {
  openRegistrationStore,
  type RegistrationStore,
} from '../../../../kiosk/lists/registration/registration-store.ts';
import {
  type FaceRegistrations,
  openFaceRegistrations,
} from '../../../../kiosk/lists/registration/face-registrations.ts';
import { newHolderToken, type HolderToken } from '../../../../kiosk/lists/registration/holder-token.ts';
import {
  openRecord,
  type RecordInTransit,
  type RecordKeys,
  sealRecord,
} from '../../../../kiosk/lists/registration/protected-record.ts';
import { openDatabase } from '../../../../kiosk/platform/database/database.ts';
import { keyInSlot } from '../../../../kiosk/vault/captures/key-table.ts';
import type { EpochKeys } from '../../../../kiosk/vault/captures/keys/epoch-keys.ts';
import { laneConfig } from '../../../flows/lane-under-test.ts';
import { madeFace } from '../../../models/face/protection/made-faces.ts';
import { epochKeysIn } from '../../../support/epoch-keys-in.ts';

const RETENTION_MS = 3_600_000;
const HOLDER = registrationPseudonym(new Uint8Array(32), 'UTO', new TextEncoder().encode('L898902C3'));
const STRANGER = registrationPseudonym(new Uint8Array(32), 'UTO', new TextEncoder().encode('L898902C4'));
const FACE = madeFace(7);

let folder: string;
let nowMs: number;
let element: SecureElement;
let epochKeys: EpochKeys;
let store: RegistrationStore;
let registrations: FaceRegistrations;
const clock: Clock = { ...systemClock, wallMs: () => nowMs };

const keyOf = (slot: RecordKeys['recordSlot']) => keyInSlot(registrations.keyMemory, slot);
/** The analysis thread's work on pictures, and on a renewed record. */
const make = async (keys: RecordKeys) =>
  sealRecord(protect(FACE, keyOf(keys.protectionSlot)), keyOf(keys.recordSlot), keys.context);
const openedOf = ({ sealed, recordSlot, context }: RecordInTransit) => openRecord(sealed, keyOf(recordSlot), context);
const remake = async (from: RecordInTransit, to: RecordKeys) => {
  const identifier = openedOf(from);
  if (identifier === undefined) return undefined;
  const renewed = renew(identifier, keyOf(from.protectionSlot), keyOf(to.protectionSlot));
  return sealRecord(renewed, keyOf(to.recordSlot), to.context);
};
const enrol = (custody: 'lane' | 'holder' = 'lane', pseudonym = HOLDER) =>
  registrations.enrol(pseudonym, 'test-1', custody, make);
const tokenOf = async (enrolled: ReturnType<typeof enrol>): Promise<HolderToken> => {
  const result = await enrolled;
  if (result.kind !== 'registered' || result.token === undefined) throw new Error('no token');
  return result.token;
};
/** `face`: the record opened and holds this face under its key. */
const lent = async (token?: HolderToken, pseudonym = HOLDER) => {
  const found = await registrations.lend(pseudonym, token, async (record) => {
    const identifier = openedOf(record);
    const same = identifier && Buffer.from(protect(FACE, keyOf(record.protectionSlot))).equals(identifier);
    return same === true ? 'face' : 'sealed';
  });
  return found.kind === 'lent' ? found.result : found.kind;
};
const opened = () =>
  openFaceRegistrations({
    store,
    saltFile: join(folder, 'keys', 'salts.sqlite'),
    provider: element,
    epochKeys,
    clock,
    retentionMs: () => RETENTION_MS,
  });
const filesBelow = (dir: string): string[] =>
  readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
const onDisk = () => Buffer.concat(filesBelow(folder).map((file) => readFileSync(file)));
const change = async (file: string, sql: string) => {
  const db = await openDatabase(join(folder, file), async () => undefined);
  await db.raw(sql);
  await db.destroy();
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'postern-faces-'));
  mkdirSync(join(folder, 'keys'));
  nowMs = 1_800_000_000_000;
  element = await openSecureElement(
    laneConfig(join(folder, 'element'), { url: 'http://127.0.0.1:9', key: new Uint8Array(32) }),
  );
  epochKeys = await epochKeysIn(folder, element, clock);
  store = await openRegistrationStore(join(folder, 'face.sqlite'));
  registrations = await opened();
});
afterEach(async () => {
  await registrations.close().catch(() => undefined);
  await store.close();
  await epochKeys.close();
  await element.disconnect();
  rmSync(folder, { recursive: true, force: true });
});

describe('a registered face', () => {
  test('is found again after a restart, and not by another document', async () => {
    await enrol();
    await registrations.close();
    registrations = await opened();
    expect(await lent()).toBe('face');
    expect(await lent(undefined, STRANGER)).toBe('none');
  });

  test('leaves no key in memory after it is returned', async () => {
    await enrol();
    await lent();
    expect(new Uint8Array(registrations.keyMemory).every((byte) => byte === 0)).toBe(true);
  });

  test('is not stored when the pictures are not good enough, and an earlier registration stays', async () => {
    await enrol();
    expect(await registrations.enrol(HOLDER, 'test-1', 'lane', async () => undefined)).toEqual({
      kind: 'not-registered',
    });
    expect(await lent()).toBe('face');
    expect(await registrations.count()).toBe(1);
  });

  test('is not stored when the secure element is lost in the meantime, and leaves no salt', async () => {
    await expect(
      registrations.enrol(HOLDER, 'test-1', 'lane', () => Promise.reject(new Error('the thread is gone'))),
    ).rejects.toThrow('the thread is gone');
    expect(await registrations.count()).toBe(0);
    expect(await saltsLeft()).toBe(0);
  });

  test('is registered once: the previous one is removed with its salt', async () => {
    await enrol();
    await enrol();
    expect(await registrations.count()).toBe(1);
    expect(await saltsLeft()).toBe(1);
  });

  test('does not open after any change of its row', async () => {
    await enrol();
    await change('face.sqlite', `UPDATE registered_travellers SET erase_at = erase_at + 1`);
    expect(await lent()).toBe('unusable');
  });

  test('does not open when its row is moved to another traveller', async () => {
    await enrol();
    await change('face.sqlite', `UPDATE registered_travellers SET pseudonym = 'face/${STRANGER}'`);
    expect(await lent(undefined, STRANGER)).toBe('unusable');
  });
});

describe('a registered face ends', () => {
  test('when its salt is destroyed, even if the record is restored from a backup', async () => {
    await enrol();
    const backup = readFileSync(join(folder, 'face.sqlite'));
    expect(backup.length).toBeGreaterThan(0);
    await change('keys/salts.sqlite', 'DELETE FROM salts');
    expect(await lent()).toBe('unusable');
  });

  test('cannot be opened after its end, even before it is erased, and then leaves nothing', async () => {
    await enrol();
    nowMs += RETENTION_MS;
    expect(await lent()).toBe('none');
    expect(await store.nextDue()).toBeLessThanOrEqual(nowMs);
    expect(await store.eraseDue(nowMs)).toBe(1);
    await registrations.destroyUnused();
    expect(await registrations.count()).toBe(0);
    expect(await saltsLeft()).toBe(0);
  });

  test('on request, without the secure element', async () => {
    await enrol();
    await element.disconnect();
    expect(await registrations.erase(HOLDER)).toBe(1);
    expect(await saltsLeft()).toBe(0);
  });

  test('at the next start, if a power cut left a salt without a record', async () => {
    await enrol();
    await registrations.close();
    await change('face.sqlite', 'DELETE FROM registered_travellers');
    registrations = await opened();
    expect(await saltsLeft()).toBe(0);
  });
});

describe('renewal of a registered face', () => {
  test('replaces record, salt and key without the face, and keeps the previous end', async () => {
    await enrol();
    const due = await store.nextDue();
    const before = await bytesLent();
    nowMs += 1_000;
    expect(await registrations.renew(HOLDER, undefined, remake)).toEqual({ kind: 'registered', token: undefined });
    const after = await bytesLent();
    expect(await store.nextDue()).toBe(due);
    expect(await saltsLeft()).toBe(1);
    expect(after.key).not.toEqual(before.key);
    expect(after.identifier).not.toEqual(before.identifier);
    expect(onDisk().includes(Buffer.from(before.sealed))).toBe(false);
  });

  test('leaves the old record in place when it fails', async () => {
    await enrol();
    await expect(registrations.renew(HOLDER, undefined, () => Promise.reject(new Error('gone')))).rejects.toThrow(
      'gone',
    );
    expect(await registrations.renew(HOLDER, undefined, async () => undefined)).toEqual({ kind: 'not-registered' });
    expect(await lent()).toBe('face');
    expect(await saltsLeft()).toBe(1);
  });

  test('does nothing for an unknown traveller', async () => {
    expect(await registrations.renew(HOLDER, undefined, remake)).toEqual({ kind: 'none' });
  });
});

describe('a record that the holder’s token opens', () => {
  test('is distinguished from a record that the lane opens, and from no record', async () => {
    expect(await registrations.custody(HOLDER)).toBeUndefined();
    await enrol('lane');
    expect(await registrations.custody(HOLDER)).toBe('lane');
    await enrol('holder');
    expect(await registrations.custody(HOLDER)).toBe('holder');
    expect(await registrations.custody(STRANGER)).toBeUndefined();
    await registrations.erase(HOLDER);
    expect(await registrations.custody(HOLDER)).toBeUndefined();
  });

  test('opens with its token', async () => {
    const token = await tokenOf(enrol('holder'));
    expect(await lent(token)).toBe('face');
  });

  test('does not open with the kiosk’s data: no file contains its key, and no key of the kiosk unwraps it', async () => {
    const token = await tokenOf(enrol('holder'));
    expect(await lent()).toBe('needs-token');
    const files = onDisk();
    expect(files.includes(Buffer.from(token.key))).toBe(false);
    expect(files.includes(Buffer.from(Buffer.from(token.key).toString('hex')))).toBe(false);
    let recordKey: number[] = [];
    await registrations.lend(HOLDER, token, async ({ recordSlot }) => {
      recordKey = Array.from(keyOf(recordSlot));
    });
    expect(recordKey).toHaveLength(32);
    expect(files.includes(Buffer.from(recordKey))).toBe(false);
    // The whole of the kiosk restarted, with its secure element, key store, salts and records
    await registrations.close();
    registrations = await opened();
    expect(await lent()).toBe('needs-token');
  });

  test('opens with no other token', async () => {
    const token = await tokenOf(enrol('holder'));
    expect(await lent(newHolderToken(token.recordId))).toBe('needs-token');
    expect(await lent({ ...token, recordId: 'f'.repeat(32) })).toBe('needs-token');
    const strangers = await tokenOf(enrol('holder', STRANGER));
    expect(await lent(strangers)).toBe('needs-token');
    expect(await lent(token, STRANGER)).toBe('needs-token');
  });

  test('is not found by the token of an erased record, also when the traveller registered again', async () => {
    const token = await tokenOf(enrol('holder'));
    await registrations.erase(HOLDER);
    expect(await lent(token)).toBe('none');
    await enrol('holder');
    expect(await lent(token)).toBe('needs-token');
  });

  test('is renewed only with its token, and then opens only with the new one', async () => {
    const token = await tokenOf(enrol('holder'));
    expect(await registrations.renew(HOLDER, undefined, remake)).toEqual({ kind: 'needs-token' });
    const renewed = await registrations.renew(HOLDER, token, remake);
    expect(renewed.kind).toBe('registered');
    expect(await lent(token)).toBe('needs-token');
    const next = renewed.kind === 'registered' ? renewed.token : undefined;
    expect(await registrations.lend(HOLDER, next, async (record) => openedOf(record)?.length)).toMatchObject({
      kind: 'lent',
      result: IDENTIFIER_BYTES,
    });
  });
});

async function bytesLent() {
  const found = await registrations.lend(HOLDER, undefined, async (record) => ({
    sealed: record.sealed.slice(),
    identifier: openedOf(record),
    key: Array.from(keyOf(record.protectionSlot)),
  }));
  if (found.kind !== 'lent') throw new Error(found.kind);
  return found.result;
}

async function saltsLeft(): Promise<number> {
  expect(existsSync(join(folder, 'keys', 'salts.sqlite'))).toBe(true);
  const db = await openDatabase(join(folder, 'keys', 'salts.sqlite'), async () => undefined);
  const rows: unknown[] = await db('salts').select();
  await db.destroy();
  return rows.length;
}
