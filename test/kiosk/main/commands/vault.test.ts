import { execFile } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { readIdentityConfig } from '../../../../kiosk/platform/config/config.ts';
import { openJournal } from '../../../../kiosk/main/storage/journal.ts';
import { openDatabase } from '../../../../kiosk/platform/database/database.ts';
import type { RegistrationPseudonym } from '../../../../kiosk/rules/document/registration-pseudonym.ts';
import type { HolderToken } from '../../../../kiosk/lists/registration/holder-token.ts';
import {
  openRecord,
  type RecordInTransit,
  type RecordKeys,
  sealRecord,
} from '../../../../kiosk/lists/registration/protected-record.ts';
import { keyInSlot } from '../../../../kiosk/vault/captures/key-table.ts';
import { protectedScore } from '../../../../models/face/protection/compare-protected.ts';
import { protect } from '../../../../models/face/protection/pseudonymous-identifier.ts';
import { madeFace } from '../../../models/face/protection/made-faces.ts';
import { CAPTURES_FILE, type LaneStorage } from '../../../../kiosk/main/storage/lane-storage.ts';
import { vaultCommand } from '../../../../kiosk/main/commands/vault/command.ts';
import { withStoppedLane } from '../../../../kiosk/main/commands/vault/stopped-lane.ts';
import { createVault } from '../../../../kiosk/vault/captures/vault.ts';
import type { TransactionId } from '../../../../server/contract/report.ts';
import { openKeyStore } from '../../../../kiosk/vault/captures/keys/key-store.ts';
import { missingSoftHsm, softToken } from '../../../hardware/secure-element/pkcs11/soft-token.ts';
import { casesOf } from '../../../support/extent.ts';
import { missingTpm, softTpm } from '../../../support/tpm/soft-tpm.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const ENTRY = fileURLToPath(new URL('../../../../kiosk/main/commands/vault/main.js', import.meta.url));

interface Ended {
  readonly code: number;
  readonly words: string;
  readonly said: Readonly<Record<string, unknown>>;
}

/** In this process. */
const runWith =
  (settings: Readonly<Record<string, string>>) =>
  async (...words: readonly string[]): Promise<Ended> => {
    const {
      code,
      out = '',
      complaint = '',
    } = await vaultCommand(words, () => readIdentityConfig({ ...process.env, ...settings }));
    return { code, words: complaint, said: saidIn(out) };
  };

/** As the operator starts it. */
const programWith =
  (settings: Readonly<Record<string, string>>) =>
  (...words: readonly string[]): Promise<Ended> =>
    new Promise((resolve) => {
      execFile(process.execPath, [ENTRY, ...words], { env: { ...process.env, ...settings } }, (error, out, complaint) =>
        resolve({ code: Number(error?.code ?? 0), words: complaint, said: saidIn(out) }),
      );
    });

const saidIn = (out: string) => (out === '' ? {} : (JSON.parse(out) as Record<string, unknown>));

/** The provider's own tests cover a token; `npm test` runs the commands on a file and on a TPM. */
const PROVIDERS = casesOf(
  [
    ['file', undefined],
    ['tpm', missingTpm()],
    ['pkcs11', missingSoftHsm()],
  ] as const,
  ([provider]) => provider !== 'pkcs11',
);

describe.each(PROVIDERS)('the key commands on %s', (provider, missing) => {
  test.skipIf(missing !== undefined)(
    `create keys once, list them, and create a new root${missing === undefined ? '' : `: ${missing}`}`,
    async () => {
      const dataDir = temporaryFolder();
      const settings: Record<string, string> = {
        POSTERN_KIOSK_DATA_DIR: dataDir,
        POSTERN_KIOSK_KEY_PROVIDER: provider,
      };
      if (provider === 'pkcs11') {
        const { module, tokenLabel, pinFile } = (await softToken('empty')).options;
        settings['POSTERN_KIOSK_PKCS11_MODULE'] = module;
        settings['POSTERN_KIOSK_PKCS11_TOKEN'] = tokenLabel;
        settings['POSTERN_KIOSK_PKCS11_PIN_FILE'] = pinFile;
      }
      if (provider === 'tpm') settings['POSTERN_KIOSK_TPM'] = `unix:${(await softTpm()).place.path}`;
      // A token may leave an open handle: it ends with the program
      const run = provider === 'pkcs11' ? programWith(settings) : runWith(settings);
      for (const command of ['status', 'rotate', 'status']) {
        expect((await run(command)).words).toMatch(/not done: .*was not initialised/);
      }
      const made = await run('init');
      expect(made).toMatchObject({ code: 0, said: { provider, hardware: false } });
      expect(made.said['publicKey']).toMatch(provider === 'tpm' ? /^0[23][0-9a-f]{64}$/ : /^[0-9a-f]{64}$/);
      expect(await run('init')).toMatchObject({
        code: 1,
        words: expect.stringContaining('identity.js prints their public key') as string,
      });
      const { publicKey } = made.said;
      expect(await run('rotate')).toMatchObject({ code: 0, said: { generation: 2, rootsDestroyed: 1 } });
      expect(await run('status')).toMatchObject({
        code: 0,
        said: {
          provider,
          publicKey,
          selfTest: 'passed',
          roots: [2],
          epochKeys: { referred: 0, registered: 0, lane: 0, 'registered-face': 0 },
        },
      });
      const store = await openKeyStore(join(dataDir, 'epoch-keys'));
      expect(await run('rotate')).toMatchObject({
        code: 1,
        words: expect.stringContaining('holds the key store') as string,
      });
      expect(await run('status')).toMatchObject({ code: 0, said: { roots: [2], epochKeys: 'in-use' } });
      await store.close();
    },
  );
});

describe('stored data of a lane', () => {
  const TRANSACTION = '5'.repeat(32) as TransactionId;

  /** A kiosk that keeps a referral's two captures. */
  async function keeping() {
    const dataDir = temporaryFolder();
    const settings = { POSTERN_KIOSK_DATA_DIR: dataDir };
    const run = runWith(settings);
    expect((await run('init')).code).toBe(0);
    const config = readIdentityConfig(settings);
    await withStoppedLane(config, async ({ captures, epochKeys }) => {
      const vault = createVault({ kioskId: config.kioskId, clock: systemClock, epochKeys, store: captures });
      await vault.prepare();
      for (const byte of [1, 2]) vault.sealEncoded(new Uint8Array(500).fill(byte), 'chip-portrait', TRANSACTION);
      expect(await vault.keepReferred(TRANSACTION, 3_600_000)).toBe(2);
    });
    const change = async (sql: string): Promise<void> => {
      const db = await openDatabase(join(dataDir, CAPTURES_FILE), async () => undefined);
      await db.raw(sql);
      await db.destroy();
    };
    return { dataDir, config, run, change };
  }

  test('is counted and verified without identities', async () => {
    const { run } = await keeping();
    const { said, code } = await run('list');
    expect(code).toBe(0);
    expect(said).toMatchObject({ referred: { count: 2 }, registered: { count: 0, nextDue: null } });
    expect(JSON.stringify(said)).not.toContain(TRANSACTION);
    expect((await run('verify')).said).toEqual({ captures: 2, whole: 2, broken: {} });
    expect((await run('self-test')).said).toMatchObject({ provider: 'passed', wrapping: 'passed', sealing: 'passed' });
  });

  test('is reported when it is damaged, or stored under another name', async () => {
    const { run, change } = await keeping();
    await change('UPDATE referred_captures SET sealed = zeroblob(length(sealed)) WHERE rowid = 1');
    expect((await run('verify')).said).toEqual({ captures: 2, whole: 1, broken: { corrupt: 1 } });
    await change(`UPDATE referred_captures SET transaction_id = '${'6'.repeat(32)}' WHERE rowid = 2`);
    expect((await run('verify')).said).toEqual({ captures: 2, whole: 0, broken: { corrupt: 2 } });
    await change('UPDATE referred_captures SET wrapped_key = zeroblob(length(wrapped_key))');
    expect((await run('verify')).said).toMatchObject({ captures: 2, whole: 0 });
  });

  test('is erased on request with its keys, and both are reported', async () => {
    const { dataDir, run } = await keeping();
    expect(await run('erase', 'everything')).toMatchObject({
      code: 2,
      words: expect.stringContaining('referred, registered, all') as string,
    });
    expect((await run('erase', 'referred')).said).toEqual({ referred: 2, held: 0, registered: 0, keys: 1 });
    expect((await run('list')).said).toMatchObject({ referred: { count: 0 } });
    const journal = await openJournal(dataDir);
    const [report] = await journal.outbox.latest(5);
    expect(report).toMatchObject({ kind: 'erasure', retentionClass: 'referred', cause: 'on-request', erased: 2 });
    expect(report?.kind === 'erasure' ? report.keyIds : []).toHaveLength(1);
    await journal.close();
    expect((await run('erase', 'referred')).said).toEqual({ referred: 0, held: 0, registered: 0, keys: 0 });
  });

  test('is destroyed with its keys by a command that names the lane, and the lane can start again', async () => {
    const { dataDir, config, run } = await keeping();
    expect(await run('destroy', 'lane-2')).toMatchObject({ code: 2 });
    expect((await run('list')).said).toMatchObject({ referred: { count: 2 } });
    const { said } = await run('destroy', config.kioskId);
    expect(said).toMatchObject({ referred: 2, rootLeft: 2 });
    expect(readdirSync(join(dataDir, 'epoch-keys')).filter((name) => name.endsWith('.key'))).toEqual([]);
    expect((await run('status')).said).toMatchObject({
      roots: [2],
      epochKeys: { referred: 0, registered: 0, lane: 0 },
    });
    expect((await run('verify')).said).toEqual({ captures: 0, whole: 0, broken: {} });
  });

  test('of a registered face is renewed without the traveller, unless a token opens it', async () => {
    const { config, run } = await keeping();
    const [own, carried] = ['1', '2'].map((digit) => digit.repeat(64) as RegistrationPseudonym);
    let token: HolderToken | undefined;
    const faces = <T>(use: (lane: LaneStorage) => Promise<T>): Promise<T> => withStoppedLane(config, use);
    await faces(async ({ faceRegistrations }) => {
      const { keyMemory } = faceRegistrations;
      const make = async ({ recordSlot, protectionSlot, context }: RecordKeys) => {
        const identifier = protect(madeFace(1), keyInSlot(keyMemory, protectionSlot));
        return sealRecord(identifier, keyInSlot(keyMemory, recordSlot), context);
      };
      await faceRegistrations.enrol(own!, 'test-1', 'lane', make);
      const enrolled = await faceRegistrations.enrol(carried!, 'test-1', 'holder', make);
      token = enrolled.kind === 'registered' ? enrolled.token : undefined;
    });
    expect((await run('renew-faces')).said).toEqual({ renewed: 1, needToken: 1, unusable: 0 });
    await faces(async ({ faceRegistrations }) => {
      const { keyMemory } = faceRegistrations;
      const score = ({ sealed, recordSlot, protectionSlot, context }: RecordInTransit) => {
        const identifier = openRecord(sealed, keyInSlot(keyMemory, recordSlot), context)!;
        return protectedScore(identifier, keyInSlot(keyMemory, protectionSlot), madeFace(1));
      };
      for (const [pseudonym, shown] of [[own!, undefined] as const, [carried!, token] as const]) {
        expect(await faceRegistrations.lend(pseudonym, shown, async (record) => score(record) > 0.8)).toEqual({
          kind: 'lent',
          result: true,
        });
      }
    });
    expect((await run('erase', 'registered')).said).toMatchObject({ registered: 2 });
    expect((await run('renew-faces')).said).toEqual({ renewed: 0, needToken: 0, unusable: 0 });
  });

  test('is not touched while the lane runs', async () => {
    const { dataDir, run, config } = await keeping();
    const store = await openKeyStore(join(dataDir, 'epoch-keys'));
    for (const words of [['verify'], ['erase', 'all'], ['renew-faces'], ['destroy', config.kioskId]]) {
      expect(await run(...words)).toMatchObject({
        code: 1,
        words: expect.stringContaining('holds the key store') as string,
      });
    }
    expect((await run('list')).said).toMatchObject({ referred: { count: 2 } });
    await store.close();
  });
});

test.each([[[]], [['erase']], [['init', 'again']], [['toString']], [['erase', 'all', 'more']], [['list', 'x']]])(
  'the unknown command %j is refused, and changes nothing',
  async (words) => {
    const dataDir = join(temporaryFolder(), 'data');
    const { code, words: complaint } = await runWith({ POSTERN_KIOSK_DATA_DIR: dataDir })(...words);
    expect(code).toBe(2);
    expect(complaint).toMatch(/^usage: postern-lane vault/);
    expect(existsSync(dataDir)).toBe(false);
  },
);

test('the program keeps files private, prints one line of JSON, and ends with the exit code', async () => {
  const dataDir = join(temporaryFolder(), 'data');
  const run = programWith({ POSTERN_KIOSK_DATA_DIR: dataDir });
  expect(await run('init')).toMatchObject({ code: 0, said: { provider: 'file' } });
  expect(statSync(dataDir).mode & 0o077).toBe(0);
  expect(await run('init')).toMatchObject({ code: 1, said: {}, words: expect.stringContaining('not done') as string });
  expect(await run('dance')).toMatchObject({ code: 2, words: expect.stringContaining('usage') as string });
});

test('every fault of a configuration is reported', async () => {
  const { code, words } = await runWith({ POSTERN_KIOSK_KEY_PROVIDER: 'pkcs11' })('status');
  expect(code).toBe(2);
  expect(words).toMatch(/PKCS11_MODULE[\s\S]*PKCS11_TOKEN[\s\S]*PKCS11_PIN_FILE/);
});
