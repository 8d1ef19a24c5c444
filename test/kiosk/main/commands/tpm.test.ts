import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { approvalsSchema } from '../../../../hardware/tpm/measured-value.ts';
import { tpmCommand } from '../../../../kiosk/main/commands/tpm-command.ts';
import { vaultCommand } from '../../../../kiosk/main/commands/vault/command.ts';
import { readIdentityConfig } from '../../../../kiosk/platform/config/config.ts';
import { isApproval } from '../../../support/tpm/approval.ts';
import { missingTpm, softTpm } from '../../../support/tpm/soft-tpm.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const ENTRY = fileURLToPath(new URL('../../../../kiosk/main/commands/tpm.js', import.meta.url));
const missing = missingTpm();

interface Ended {
  readonly code: number;
  readonly words: string;
  readonly said: Readonly<Record<string, unknown>>;
}

const saidIn = (out: string) => (out === '' ? {} : (JSON.parse(out) as Record<string, unknown>));

/** As the technician starts it. */
const program = (...words: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(process.execPath, [ENTRY, ...words], (error, out, complaint) =>
      resolve({ code: Number(error?.code ?? 0), words: complaint, said: saidIn(out) }),
    );
  });

/** In this process. */
const commands =
  (command: typeof tpmCommand, settings: Readonly<Record<string, string>> = {}) =>
  async (...words: readonly string[]): Promise<Ended> => {
    const { code, out = '', complaint = '' } = await command(words, () => readIdentityConfig(settings));
    return { code, words: complaint, said: saidIn(out) };
  };

function keyFiles(folder: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const [keyFile, publicFile] = [join(folder, 'key.pem'), join(folder, 'public.pem')];
  writeFileSync(keyFile, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 });
  writeFileSync(publicFile, publicKey.export({ format: 'pem', type: 'spki' }));
  return { keyFile, publicFile, publicKey };
}

describe('approvals of starts', () => {
  const DIGEST = 'ab'.repeat(32);

  test('are signed, added, replaced and withdrawn without a lane', async () => {
    const folder = temporaryFolder();
    const { keyFile, publicKey } = keyFiles(folder);
    const file = join(folder, 'approvals.json');
    const run = commands(tpmCommand);
    expect(await run('approve', keyFile, file, '7,0,7', DIGEST)).toMatchObject({ code: 0, said: { pcrs: [0, 7] } });
    await run('approve', keyFile, file, '0,7', 'cd'.repeat(32));
    await run('approve', keyFile, file, '0,7', DIGEST);
    const { approvals } = approvalsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    expect(approvals.map(({ digest }) => digest)).toEqual(['cd'.repeat(32), DIGEST]);
    expect(approvals.every((one) => isApproval(one, publicKey))).toBe(true);
    expect(isApproval({ ...approvals[0]!, pcrs: [0] }, publicKey)).toBe(false);
    expect(await run('withdraw', file, DIGEST)).toMatchObject({ code: 0, said: { left: 1 } });
    expect(await run('withdraw', file, DIGEST)).toMatchObject({ code: 2 });
  });

  test('are refused with the correct form in the message', async () => {
    const folder = temporaryFolder();
    const { keyFile, publicFile } = keyFiles(folder);
    const file = join(folder, 'approvals.json');
    const run = commands(tpmCommand);
    for (const [key, pcrs, digest, words] of [
      [publicFile, '0', DIGEST, /private key on P-256/],
      [join(folder, 'none'), '0', DIGEST, /private key on P-256/],
      [keyFile, '24', DIGEST, /0 to 23/],
      [keyFile, '0-7', DIGEST, /with commas/],
      [keyFile, '0', 'ab', /64 hex digits/],
    ] as const) {
      expect(await run('approve', key, file, pcrs, digest)).toMatchObject({
        code: 2,
        words: expect.stringMatching(words),
      });
    }
    expect(await program('approve', publicFile, file, '0', DIGEST)).toMatchObject({ code: 2, said: {} });
    expect(await program('approve', keyFile, file, '0', DIGEST)).toMatchObject({ code: 0, said: { kind: 'approved' } });
    expect(await run()).toMatchObject({ code: 2, words: expect.stringMatching(/usage/) });
    expect(await run('status')).toMatchObject({ code: 2, words: expect.stringMatching(/is not tpm/) });
  });
});

describe.skipIf(missing !== undefined)(`the TPM of a lane${missing === undefined ? '' : `: ${missing}`}`, () => {
  test('is shown, measured and approved; then its keys are made and work only as approved', async () => {
    const tpm = await softTpm();
    const folder = temporaryFolder();
    const { keyFile, publicFile } = keyFiles(folder);
    const file = join(folder, 'approvals.json');
    const settings = {
      POSTERN_KIOSK_DATA_DIR: join(folder, 'data'),
      POSTERN_KIOSK_KEY_PROVIDER: 'tpm',
      POSTERN_KIOSK_TPM: `unix:${tpm.place.path}`,
      POSTERN_KIOSK_TPM_APPROVAL_KEY_FILE: publicFile,
      POSTERN_KIOSK_TPM_APPROVALS_FILE: file,
    };
    const [run, vault] = [commands(tpmCommand, settings), commands(vaultCommand, settings)];
    expect(await run('status')).toMatchObject({
      code: 0,
      said: { manufacturer: 'IBM', production: false, lockout: { isLockedOut: false } },
    });
    const measure = async (): Promise<string> => String((await run('measure', '4,16')).said['digest']);
    await run('approve', keyFile, file, '4,16', await measure());
    expect(await vault('init')).toMatchObject({ code: 0, said: { provider: 'tpm', hardware: false } });
    expect(await vault('status')).toMatchObject({ code: 0, said: { selfTest: 'passed' } });
    tpm.tool('pcrextend', `16:sha256=${'5a'.repeat(32)}`);
    expect(await vault('status')).toMatchObject({ code: 1, words: expect.stringMatching(/no approval fits/) });
    await run('approve', keyFile, file, '4,16', await measure());
    expect(await vault('status')).toMatchObject({ code: 0, said: { selfTest: 'passed' } });
  });
});
