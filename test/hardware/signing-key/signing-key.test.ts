import { execFileSync, spawn } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeSigningKey, openSigningKey } from '../../../hardware/signing-key/signing-key.ts';
import { projectRoot } from '../../../models/files/project-root.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { missingSoftHsm, softTokenIn, TOKEN_LABEL } from '../secure-element/pkcs11/soft-token.ts';

const PASSPHRASE = 'seven lorries under rain';
const MESSAGE = Buffer.from('a release');
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

function verifies(publicKey: Uint8Array, signature: Uint8Array): boolean {
  const der = Buffer.concat([SPKI_PREFIX, publicKey]);
  return verify(null, MESSAGE, createPublicKey({ key: der, format: 'der', type: 'spki' }), signature);
}

function desk() {
  const folder = temporaryFolder();
  const at = (name: string) => join(folder, name);
  writeFileSync(at('passphrase'), `${PASSPHRASE}\n`, { mode: 0o600 });
  writeFileSync(at('other'), 'another passphrase than that\n', { mode: 0o600 });
  return { folder, at, source: { file: at('passphrase') } };
}

describe('a signing key in a file', () => {
  it('is sealed, readable by its owner only, and opens with its passphrase only', async () => {
    const { at, source } = desk();
    const made = await makeSigningKey(at('anna.pem'), { ...source, unsealed: false });
    expect(statSync(at('anna.pem')).mode & 0o777).toBe(0o600);
    expect(readFileSync(at('anna.pem'), 'utf8')).toContain('ENCRYPTED');
    const { key, warning } = await openSigningKey(at('anna.pem'), source);
    expect([key.publicKey, warning, verifies(made, key.sign(MESSAGE))]).toEqual([made, undefined, true]);
    await expect(openSigningKey(at('anna.pem'), { file: at('other') })).rejects.toMatchObject({ code: 'wrong-secret' });
    await expect(openSigningKey(at('anna.pem'), { file: undefined })).rejects.toMatchObject({ code: 'no-secret' });
  });

  it('with a weak passphrase from an earlier time opens, and the person is warned', async () => {
    const { at } = desk();
    writeFileSync(at('passphrase-of-then'), 'passwordpassword\n', { mode: 0o600 });
    const { privateKey } = generateKeyPairSync('ed25519');
    const sealing = { format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'passwordpassword' } as const;
    writeFileSync(at('anna.pem'), privateKey.export(sealing), { mode: 0o600 });
    const { key, warning } = await openSigningKey(at('anna.pem'), { file: at('passphrase-of-then') });
    expect(verifies(key.publicKey, key.sign(MESSAGE))).toBe(true);
    expect(warning).toMatch(/made of common words.*Replace it/);
    expect(warning).not.toContain('passwordpassword');
  });

  it('is not made with a weak passphrase', async () => {
    const { at } = desk();
    writeFileSync(at('weak'), '123456789012345\n', { mode: 0o600 });
    const making = makeSigningKey(at('anna.pem'), { file: at('weak'), unsealed: false });
    await expect(making).rejects.toMatchObject({ code: 'unfit-secret' });
    expect(existsSync(at('anna.pem'))).toBe(false);
  });

  it('gets a generated passphrase of six words, in a file that is new and readable by its owner only', async () => {
    const { at } = desk();
    const source = { file: at('generated') };
    const made = await makeSigningKey(at('anna.pem'), { ...source, unsealed: false, generate: true });
    expect(readFileSync(at('generated'), 'utf8')).toMatch(/^([a-z]+ ){5}[a-z]+\n$/);
    expect(statSync(at('generated')).mode & 0o777).toBe(0o600);
    expect(await openSigningKey(at('anna.pem'), source)).toMatchObject({
      key: { publicKey: made },
      warning: undefined,
    });
    // A file with another secret is not replaced
    const again = makeSigningKey(at('ben.pem'), { ...source, unsealed: false, generate: true });
    await expect(again).rejects.toMatchObject({ code: 'present' });
    expect(existsSync(at('ben.pem'))).toBe(false);
    const nowhere = makeSigningKey(at('ben.pem'), { file: undefined, unsealed: false, generate: true });
    await expect(nowhere).rejects.toMatchObject({ code: 'no-secret' });
    const onToken = makeSigningKey('pkcs11:token=a;object=b?module-path=/m.so', {
      ...{ file: undefined, unsealed: false, generate: true },
    });
    await expect(onToken).rejects.toMatchObject({ code: 'malformed' });
  });

  it('is never overwritten', async () => {
    const { at, source } = desk();
    writeFileSync(at('anna.pem'), 'another file');
    const making = makeSigningKey(at('anna.pem'), { ...source, unsealed: false });
    await expect(making).rejects.toMatchObject({ code: 'present' });
    expect(readFileSync(at('anna.pem'), 'utf8')).toBe('another file');
  });

  it('without a seal says so, and is refused while other users may read it', async () => {
    const { at } = desk();
    const made = await makeSigningKey(at('anna.pem'), { file: undefined, unsealed: true });
    expect(await openSigningKey(at('anna.pem'), { file: undefined })).toMatchObject({
      warning: expect.stringContaining('is not sealed'),
    });
    chmodSync(at('anna.pem'), 0o640);
    await expect(openSigningKey(at('anna.pem'), { file: undefined })).rejects.toMatchObject({ code: 'exposed' });
    expect(made).toHaveLength(32);
  });

  it.each([
    ['missing', 'no-key', () => undefined],
    ['not a key', 'malformed', (file: string) => writeFileSync(file, 'not a key', { mode: 0o600 })],
    ['very large', 'malformed', (file: string) => writeFileSync(file, '-'.repeat(20_000), { mode: 0o600 })],
  ] as const)('that is %s is refused', async (_what, code, write) => {
    const { at } = desk();
    write(at('key.pem'));
    await expect(openSigningKey(at('key.pem'), { file: undefined })).rejects.toMatchObject({ code });
  });

  it('is refused while other users may read the file with its passphrase', async () => {
    const { at, source } = desk();
    await makeSigningKey(at('anna.pem'), { ...source, unsealed: false });
    chmodSync(at('passphrase'), 0o644);
    await expect(openSigningKey(at('anna.pem'), source)).rejects.toMatchObject({ code: 'exposed' });
  });

  it('gets its passphrase from a keyboard, which the terminal does not show', async () => {
    const { at } = desk();
    const program = join(projectRoot(), '.build/kiosk/main/commands/documents/main.js');
    /** Answers each question in a pseudo-terminal. */
    const inTerminal = async (words: readonly string[], answers: readonly (string | ((shown: string) => string))[]) => {
      const command = [process.execPath, program, ...words].map((word) => `'${word}'`).join(' ');
      const terminal = spawn('script', ['-qec', command, '/dev/null'], { stdio: ['pipe', 'pipe', 'inherit'] });
      let shown = '';
      let asked = 0;
      for await (const chunk of terminal.stdout) {
        shown += String(chunk);
        const questions = shown.match(/assphrase of [^\n]*?: |, again: |Type it: /g)?.length ?? 0;
        for (; asked < Math.min(questions, answers.length); asked += 1) {
          const answer = answers[asked]!;
          terminal.stdin.write(`${typeof answer === 'string' ? answer : answer(shown)}\r`);
        }
      }
      return shown;
    };
    const made = await inTerminal(['key', at('anna.pem')], [PASSPHRASE, PASSPHRASE]);
    const [publicKey] = /[0-9a-f]{64}/.exec(made) ?? [];
    expect([made.includes(PASSPHRASE), publicKey]).toEqual([false, expect.any(String)]);
    const { key } = await openSigningKey(at('anna.pem'), { file: at('passphrase') });
    expect(Buffer.from(key.publicKey).toString('hex')).toBe(publicKey);
    const different = await inTerminal(['key', at('ben.pem')], [PASSPHRASE, `${PASSPHRASE}!`]);
    expect([different.includes('the two are different'), existsSync(at('ben.pem'))]).toEqual([true, false]);
    expect(await inTerminal(['key', at('ben.pem')], ['\u0003'])).toContain('interrupted');
    // A generated one is shown once, and the person types it
    const wrong = await inTerminal(['key', at('ben.pem'), '--generate'], ['six words of another passphrase']);
    expect([wrong.includes('the two are different'), existsSync(at('ben.pem'))]).toEqual([true, false]);
    await inTerminal(
      ['key', at('ben.pem'), '--generate'],
      [(shown) => /^ {4}([a-z ]+)\r?$/m.exec(shown)?.[1] ?? 'not shown'],
    );
    expect(readFileSync(at('ben.pem'), 'utf8')).toContain('ENCRYPTED');
  });
});

describe.skipIf(missingSoftHsm() !== undefined)('a signing key on a token', () => {
  async function tokenDesk() {
    const { folder, at } = desk();
    const { options, writePin, remove, putBack } = await softTokenIn(folder, 'empty');
    const label = encodeURIComponent(TOKEN_LABEL);
    const place = (object: string) =>
      `pkcs11:token=${label};object=${object}?module-path=${options.module}&pin-source=file:${options.pinFile}`;
    return { at, place, writePin, remove, putBack };
  }
  const NO_FILE = { file: undefined };

  it('is made there once, and signs there', async () => {
    const { place } = await tokenDesk();
    const made = await makeSigningKey(place('signing'), { ...NO_FILE, unsealed: false });
    const { key, warning } = await openSigningKey(place('signing'), NO_FILE);
    expect([key.publicKey, warning, verifies(made, key.sign(MESSAGE))]).toEqual([made, undefined, true]);
    key.close();
    const again = makeSigningKey(place('signing'), { ...NO_FILE, unsealed: false });
    await expect(again).rejects.toMatchObject({ code: 'present' });
    await expect(openSigningKey(place('other'), NO_FILE)).rejects.toMatchObject({ code: 'no-key' });
  });

  it('is refused with a wrong PIN, and while the token is away', async () => {
    const { at, place, writePin, remove, putBack } = await tokenDesk();
    await makeSigningKey(place('signing'), { ...NO_FILE, unsealed: false });
    remove();
    await expect(openSigningKey(place('signing'), NO_FILE)).rejects.toMatchObject({ code: 'token' });
    putBack();
    writePin('000000');
    await expect(openSigningKey(place('signing'), NO_FILE)).rejects.toMatchObject({ code: 'token' });
    chmodSync(at('pin'), 0o644);
    await expect(openSigningKey(place('signing'), NO_FILE)).rejects.toMatchObject({ code: 'exposed' });
  });

  it('that was brought from a file is refused, because there may be a copy', async () => {
    const { at, place } = await tokenDesk();
    const { privateKey } = generateKeyPairSync('ed25519');
    writeFileSync(at('plain.pem'), privateKey.export({ format: 'pem', type: 'pkcs8' }));
    execFileSync('softhsm2-util', [
      ...['--import', at('plain.pem'), '--token', TOKEN_LABEL, '--label', 'signing', '--id', 'a1', '--pin', '837261'],
    ]);
    const opening = openSigningKey(place('signing'), NO_FILE);
    await expect(opening).rejects.toMatchObject({ code: 'token', message: expect.stringContaining('extractable') });
  });
});
