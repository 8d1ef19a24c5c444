import { chmodSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Clock } from '../../../../../hardware/host/clock.ts';
import { backgroundClock } from '../../../../../hardware/host/system-clock.ts';
import { initialiseTpm } from '../../../../../hardware/secure-element/tpm/initialise-tpm.ts';
import { tpmSecureElement } from '../../../../../hardware/secure-element/tpm/tpm-secure-element.ts';
import type { ServerEvent } from '../../../../../server/platform/base/events.ts';
import { findKeys, openKeys } from '../../../../../server/platform/keys/open-keys.ts';
import {
  initialiseTpmKeys,
  openTpmKeys,
  replaceTpmSigningKey,
} from '../../../../../server/platform/keys/tpm/open-tpm-keys.ts';
import { SIGNING_HANDLES } from '../../../../../server/platform/keys/tpm/server-tpm.ts';
import { TpmLink } from '../../../../../server/platform/keys/tpm/tpm-link.ts';
import type { ServerTpmPlace } from '../../../../../server/platform/keys/tpm/tpm-place.ts';
import { missingTpm, type SoftTpm, softTpm } from '../../../../support/tpm/soft-tpm.ts';
import { heldLimits } from '../../../../support/held-limits.ts';
import { evictCommand, sharedLine } from '../../../../support/tpm/shared-line.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import { describeServerKeys } from '../describe-server-keys.ts';
import { signOutcome } from '../sign-outcome.ts';

const missing = missingTpm();
const PARTS = { clock: backgroundClock };
/** The test lets them pass. */
const LIMITS = { commandMs: 60_000, openMs: 60_000 };
const MESSAGE = new Uint8Array(32).fill(3);

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await pause(10);
};

interface ServerSoftTpm extends SoftTpm {
  readonly at: ServerTpmPlace;
}

async function serverSoftTpm(keys: 'with keys' | 'empty' = 'with keys'): Promise<ServerSoftTpm> {
  const tpm = await softTpm();
  const limits = { watchEveryMs: 50, againMs: 50 };
  const at: ServerTpmPlace = { place: tpm.place, folder: join(tpm.folder, 'keys'), hardwareOnly: false, limits };
  if (keys === 'with keys') await initialiseTpmKeys(at, PARTS);
  return { ...tpm, at };
}

async function open(at: ServerTpmPlace, told: ServerEvent[] = [], clock: Clock = PARTS.clock) {
  const keys = await openTpmKeys(at, { clock, events: { emit: (event) => void told.push(event) } });
  onTestFinished(() => keys.close());
  return keys;
}

const codeOf = (at: ServerTpmPlace): Promise<string> =>
  openTpmKeys(at, PARTS).then(
    async (keys) => {
      await keys.close();
      return 'opened';
    },
    (error: { code: string }) => error.code,
  );

describe.skipIf(missing !== undefined)(`server keys in a TPM${missing === undefined ? '' : `: ${missing}`}`, () => {
  describeServerKeys("the server's keys in a TPM", async () => {
    const { at } = await serverSoftTpm();
    let last: Awaited<ReturnType<typeof openTpmKeys>> | undefined;
    // A software TPM serves one connection at a time
    return async () => {
      await last?.close();
      last = await openTpmKeys(at, PARTS);
      return last;
    };
  });

  it('are made once, and only where there are none', async () => {
    const { at } = await serverSoftTpm('empty');
    expect(await codeOf(at)).toBe('absent');
    const here = { mode: 'production', dataDir: temporaryFolder(), tpm: at } as const;
    expect(await findKeys(here, PARTS)).toBeUndefined();
    const made = await initialiseTpmKeys(at, PARTS);
    expect(made).toMatchObject({ facts: { manufacturer: 'IBM' } });
    await expect(initialiseTpmKeys(at, PARTS)).rejects.toMatchObject({ code: 'present' });
    const keys = await openKeys(here, PARTS);
    expect(keys.signing.publicKey).toEqual(made.publicKey);
    await keys.close();
  });

  it('of another folder are not replaced, and those of an interrupted run are', async () => {
    const { at } = await serverSoftTpm('empty');
    const made = await initialiseTpmKeys(at, PARTS);
    const elsewhere = { ...at, folder: temporaryFolder() };
    await expect(initialiseTpmKeys(elsewhere, PARTS)).rejects.toMatchObject({ code: 'present' });
    const keys = await openTpmKeys(at, PARTS);
    expect(keys.signing.publicKey).toEqual(made.publicKey);
    await keys.close();
    rmSync(join(at.folder, 'server-tpm.json'));
    expect((await initialiseTpmKeys(at, PARTS)).publicKey).not.toEqual(made.publicKey);
    expect(await codeOf(at)).toBe('opened');
  });

  it('are refused in a software TPM where hardware is needed, in another TPM, and in one that was cleared', async () => {
    const tpm = await serverSoftTpm();
    expect(await codeOf({ ...tpm.at, hardwareOnly: true })).toBe('unsuitable');
    await expect(
      initialiseTpmKeys({ ...tpm.at, folder: temporaryFolder(), hardwareOnly: true }, PARTS),
    ).rejects.toMatchObject({
      code: 'unsuitable',
    });
    expect(await codeOf({ ...tpm.at, place: { kind: 'device', path: '/nowhere' } })).toBe('lost');
    const other = await softTpm();
    expect(await codeOf({ ...tpm.at, place: other.place })).toBe('absent');
    tpm.tool('clear');
    expect(await codeOf(tpm.at)).toBe('absent');
  });

  it('are refused from files that others may read, that are damaged, or in part missing', async () => {
    const { at } = await serverSoftTpm();
    const base = join(at.folder, 'server-tpm.json');
    chmodSync(base, 0o644);
    expect(await codeOf(at)).toBe('not-permitted');
    chmodSync(base, 0o600);
    const text = readFileSync(base, 'utf8');
    writeFileSync(base, text.slice(0, -5));
    expect(await codeOf(at)).toBe('unsuitable');
    writeFileSync(base, text.replace(/"authorisation":"[0-9a-f]{64}"/, `"authorisation":"${'1'.repeat(64)}"`));
    const wrong = await open(at);
    await expect(wrong.signing.sign(MESSAGE)).rejects.toMatchObject({ code: 'not-permitted' });
    await wrong.close();
    writeFileSync(base, text);
    const secret = join(at.folder, 'secret.tpmkey');
    const blob = readFileSync(secret);
    writeFileSync(secret, 'AAAA');
    expect(await codeOf(at)).toBe('unsuitable');
    rmSync(secret);
    expect(await codeOf(at)).toBe('absent');
    writeFileSync(secret, blob);
    expect(await codeOf(at)).toBe('opened');
  });

  it('leave nothing readable in their files, not the ledger’s seed either', async () => {
    const { at } = await serverSoftTpm();
    const keys = await open(at);
    await keys.ledger.open();
    const people = await keys.secret('people');
    await keys.close();
    const link = await TpmLink.open(at, PARTS);
    const seed = await link.use((inside) => inside.seed('ledger'));
    await link.close();
    const files = readdirSync(at.folder).sort();
    expect(files).toEqual(['ledger.tpmkey', 'secret.tpmkey', 'server-tpm.json']);
    const contents = Buffer.concat(files.map((file) => readFileSync(join(at.folder, file))));
    for (const secret of [people, seed]) {
      for (const form of ['hex', 'base64', 'base64url'] as const) {
        expect(contents.includes(Buffer.from(secret).toString(form))).toBe(false);
      }
    }
  });

  it('sign nothing while the TPM is lost, report that, and sign again when it returns', async () => {
    const tpm = await serverSoftTpm();
    const told: ServerEvent[] = [];
    const keys = await open(tpm.at, told);
    let found = 0;
    keys.whenFound(() => (found += 1));
    await tpm.cutPower();
    await until(() => !keys.working());
    await expect(keys.signing.sign(MESSAGE)).rejects.toMatchObject({ code: 'lost' });
    await expect(keys.secret('people')).rejects.toMatchObject({ code: 'lost' });
    await tpm.start();
    await until(() => keys.working());
    expect(await keys.signing.sign(MESSAGE)).toHaveLength(64);
    expect(told.map(({ event }) => event)).toEqual(['keys-lost', 'keys-found']);
    expect(found).toBe(1);
  });

  it('do not wait for a TPM that hangs', async () => {
    const tpm = await serverSoftTpm();
    const { clock, passDuring } = heldLimits(LIMITS.openMs);
    const keys = await open({ ...tpm.at, limits: { ...tpm.at.limits, ...LIMITS } }, [], clock);
    tpm.hang();
    await expect(passDuring(keys.signing.sign(MESSAGE))).rejects.toMatchObject({ code: 'timed-out' });
    // Named as long as it lasts
    await expect(passDuring(keys.signing.sign(MESSAGE))).rejects.toMatchObject({ code: 'timed-out' });
    tpm.goOn();
    await until(() => keys.working());
    expect(await keys.signing.sign(MESSAGE)).toHaveLength(64);
  });

  it('report a TPM that hangs, then its death, and sign with its next start', async () => {
    const tpm = await serverSoftTpm();
    const told: ServerEvent[] = [];
    const { clock, passDuring } = heldLimits(LIMITS.openMs);
    const keys = await open({ ...tpm.at, limits: { ...tpm.at.limits, ...LIMITS } }, told, clock);
    const signing = signOutcome(keys);
    tpm.hang();
    await passDuring(until(() => !keys.working()));
    // Signed before the TPM was stopped, or not at all
    expect(['signed', 'timed-out']).toContain(await signing);
    await tpm.cutPower();
    const codes = () => told.map((event) => ('code' in event ? event.code : event.event));
    await until(() => codes().at(-1) === 'lost');
    await tpm.start();
    await until(() => keys.working());
    expect(codes()).toEqual(['timed-out', 'lost', 'keys-found']);
    expect(await keys.signing.sign(MESSAGE)).toHaveLength(64);
  });

  it('are lost when the TPM answers and no longer has them', async () => {
    const tpm = await serverSoftTpm();
    const line = await sharedLine(tpm);
    const told: ServerEvent[] = [];
    const keys = await open({ ...tpm.at, place: line.place }, told);
    expect(await line.send(evictCommand(SIGNING_HANDLES.first + 1))).toBe(0);
    await until(() => !keys.working());
    expect(told).toEqual([{ event: 'keys-lost', code: 'absent' }]);
    expect(await signOutcome(keys)).toBe('absent');
  });

  it('stay unavailable when the TPM has another signing key', async () => {
    const tpm = await serverSoftTpm();
    const keys = await open(tpm.at);
    await tpm.cutPower();
    await until(() => !keys.working());
    const state = join(tpm.folder, 'state');
    const kept = temporaryFolder();
    cpSync(state, kept, { recursive: true });
    await tpm.start();
    await until(() => keys.working());
    await keys.close();
    await replaceTpmSigningKey(tpm.at, PARTS);
    const again = await open(tpm.at);
    await tpm.cutPower();
    await until(() => !again.working());
    // The TPM's memory as it was before
    cpSync(kept, state, { recursive: true });
    await tpm.start();
    await expect.poll(() => signOutcome(again), { timeout: 240_000 }).toBe('absent');
    expect(again.working()).toBe(false);
  });

  it('keep the ledger’s, the authority’s and the secret keys when the signing key is replaced', async () => {
    const { at } = await serverSoftTpm();
    const before = await open(at);
    const ledger = await before.ledger.open();
    await before.authority.make();
    await before.next.open();
    const secret = Buffer.from(await before.secret('people'));
    await before.close();
    const made = await replaceTpmSigningKey(at, PARTS);
    const after = await open(at);
    expect(after.signing.publicKey).toEqual(Uint8Array.from(made));
    expect(after.signing.publicKey).not.toEqual(before.signing.publicKey);
    expect(await after.next.exists()).toBe(false);
    expect((await after.ledger.open()).publicKey).toEqual(ledger.publicKey);
    expect(Buffer.from(await after.secret('people'))).toEqual(secret);
    await after.authority.open();
  });

  it('stand beside a lane’s in one TPM', async () => {
    const tpm = await serverSoftTpm();
    const options = { place: tpm.place, folder: temporaryFolder(), clock: backgroundClock, hardwareOnly: false };
    await initialiseTpm(options);
    const lane = tpmSecureElement(options);
    await lane.connect(new AbortController().signal);
    expect(await lane.sign(MESSAGE)).toHaveLength(64);
    await lane.disconnect();
    expect(await codeOf(tpm.at)).toBe('opened');
  });
});
