import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openKeyStore } from '../../../../kiosk/vault/keys/key-store.ts';
import { missingSoftHsm, softToken } from '../../../hardware/secure-element/pkcs11/soft-token.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const ENTRY = fileURLToPath(new URL('../../../../kiosk/vault/command/main.js', import.meta.url));

interface Ended {
  readonly code: number;
  readonly words: string;
  readonly said: Readonly<Record<string, unknown>>;
}

const runWith =
  (settings: Readonly<Record<string, string>>) =>
  (...words: readonly string[]): Promise<Ended> =>
    new Promise((resolve) => {
      execFile(process.execPath, [ENTRY, ...words], { env: { ...process.env, ...settings } }, (error, out, complaint) =>
        resolve({
          code: Number(error?.code ?? 0),
          words: complaint,
          said: out === '' ? {} : (JSON.parse(out) as Record<string, unknown>),
        }),
      );
    });

const PROVIDERS = [
  ['file', undefined],
  ['pkcs11', missingSoftHsm()],
] as const;

describe.each(PROVIDERS)('the key commands on %s', (provider, missing) => {
  test.skipIf(missing !== undefined)(
    `make keys once, tell of them, and make a new root${missing === undefined ? '' : `: ${missing}`}`,
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
      const run = runWith(settings);
      for (const command of ['status', 'rotate', 'status']) {
        expect((await run(command)).words).toMatch(/not done: .*was not initialised/);
      }
      const made = await run('init');
      expect(made).toMatchObject({ code: 0, said: { provider, hardware: false } });
      expect(made.said['publicKey']).toMatch(/^[0-9a-f]{64}$/);
      expect(await run('init')).toMatchObject({ code: 1, words: expect.stringContaining('not overwritten') as string });
      const { publicKey } = made.said;
      expect(await run('rotate')).toMatchObject({ code: 0, said: { generation: 2, rootsDestroyed: 1 } });
      expect(await run('status')).toMatchObject({
        code: 0,
        said: {
          provider,
          publicKey,
          selfTest: 'passed',
          roots: [2],
          epochKeys: { referred: 0, registered: 0, lane: 0 },
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
    60_000,
  );
});

test.each([[[]], [['erase']], [['init', 'again']], [['toString']]])(
  '%j is no command, and touches nothing',
  async (words) => {
    const dataDir = join(temporaryFolder(), 'data');
    const { code, words: complaint } = await runWith({ POSTERN_KIOSK_DATA_DIR: dataDir })(...words);
    expect(code).toBe(2);
    expect(complaint).toMatch(/^usage: npm run vault/);
    expect(existsSync(dataDir)).toBe(false);
  },
);

test('a wrong configuration is told whole', async () => {
  const { code, words } = await runWith({ POSTERN_KIOSK_KEY_PROVIDER: 'pkcs11' })('status');
  expect(code).toBe(2);
  expect(words).toMatch(/PKCS11_MODULE[\s\S]*PKCS11_TOKEN[\s\S]*PKCS11_PIN_FILE/);
});
