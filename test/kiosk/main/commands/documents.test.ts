import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documentsCommand } from '../../../../kiosk/main/commands/documents/command.ts';
import { DECISION_POLICY_FORM } from '../../../../kiosk/rules/decision/signed-policy.ts';
import { developmentNotice } from '../../../../kiosk/rules/notice/development-notice.ts';
import { NOTICE_FORM } from '../../../../kiosk/rules/notice/signed-notice.ts';
import { loadRetention } from '../../../../kiosk/vault/retention/retention.ts';
import { loadDocument } from '../../../../kiosk/fleet/signed-documents/load-document.ts';
import { projectRoot } from '../../../../models/files/project-root.ts';
import { listedKey, officerKeyList, passkey } from '../../../support/officer-key-list.ts';
import { documentSignedBy, signer } from '../../../support/signers.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const PROGRAM = join(projectRoot(), '.build/kiosk/main/commands/documents/main.js');

const NOTICE = { version: 1, number: 1, validFrom: 0, notice: developmentNotice(0) };

/** A folder in which the people run the commands, in this process. */
function desk() {
  const folder = temporaryFolder();
  process.chdir(folder);
  const run = async (...args: string[]) => {
    const [said, complained]: string[][] = [[], []];
    const status = await documentsCommand(args, {
      print: (line) => void said?.push(line),
      warn: (line) => void complained?.push(line),
    });
    return { status, said: (said ?? []).join('\n').trim(), complained: (complained ?? []).join('\n').trim() };
  };
  return { at: (name: string) => join(folder, name), run };
}

describe('two people who sign documents for lanes', () => {
  it('propose and sign one after the other, and the kiosk accepts the document', async () => {
    const { at, run } = desk();
    const keyIn = async (file: string) => (await run('key', file, '--unsealed')).said;
    const keys = [await keyIn('anna.pem'), await keyIn('ben.pem')];
    expect(keys.every((key) => /^[0-9a-f]{64}$/.test(key))).toBe(true);
    expect((await run('propose', 'retention-policy', 'policy.json')).status).toBe(0);
    expect((await run('sign', 'retention-policy', 'policy.json', 'anna.pem', 'signed.json')).said).toContain(
      'signatures in the file: 1',
    );
    expect((await run('sign', 'retention-policy', 'policy.json', 'ben.pem', 'signed.json')).said).toContain(
      'signatures in the file: 2',
    );
    const shown = (await run('show', 'signed.json')).said;
    expect(shown).toContain('referred: kept for 1 hour, visible to officer, supervisor');
    expect(shown.match(/^signed by/gm)).toHaveLength(2);
    const source = {
      file: at('signed.json'),
      keys,
      memoryFile: { file: at('memory.json'), mark: at('memory.remembered') },
    };
    expect(loadRetention(source, Date.now()).limitMs('referred')).toBe(3_600_000);
  });

  it.each(['decision-policy', 'notice'] as const)('propose and sign a %s, and are shown all of it', async (kind) => {
    const { at, run } = desk();
    const keyIn = async (file: string) => (await run('key', file, '--unsealed')).said;
    const keys = [await keyIn('anna.pem'), await keyIn('ben.pem')];
    expect((await run('propose', kind, 'draft.json')).status).toBe(0);
    await run('sign', kind, 'draft.json', 'anna.pem', 'signed.json');
    const { said } = await run('sign', kind, 'draft.json', 'ben.pem', 'signed.json');
    expect(said).toContain(kind === 'notice' ? 'en legalBasis: Development lane' : 'withoutLights: "head-turn-only"');
    const source = {
      file: at('signed.json'),
      keys,
      memoryFile: { file: at('memory.json'), mark: at('memory.remembered') },
    };
    const { content } =
      kind === 'notice'
        ? loadDocument(NOTICE_FORM, source, Date.now())
        : loadDocument(DECISION_POLICY_FORM, source, Date.now());
    expect(content.number).toBe(1);
    expect((await run('sign', 'retention-policy', 'draft.json', 'ben.pem', 'other.json')).complained).toContain(
      'not a valid',
    );
  });

  it('sign a list of officers’ keys drafted by the server, and see the owner of each key', async () => {
    const { at, run } = desk();
    const key = passkey();
    const term = { role: 'officer', validFrom: 0, validUntil: 1 } as const;
    writeFileSync(at('draft.json'), JSON.stringify(officerKeyList([listedKey('officer-anna', key, [term])])));
    await run('key', 'anna.pem', '--unsealed');
    const { said } = await run('sign', 'officer-keys', 'draft.json', 'anna.pem', 'signed.json');
    const fingerprint = createHash('sha256').update(Buffer.from(key.publicKey, 'base64url')).digest('hex');
    expect(said).toContain(
      `officer-anna: passkey ${key.credentialId}, ES256, key with SHA-256 ${fingerprint}, ` +
        'officer from 1970-01-01T00:00:00.000Z until 1970-01-01T00:00:00.001Z',
    );
    const { status, complained } = await run('propose', 'officer-keys', 'other.json');
    expect([status, complained]).toEqual([1, expect.stringContaining('postern-server officer-keys propose')]);
  });

  it('are shown what a draft changes, and nothing else', async () => {
    const { at, run } = desk();
    const term = { role: 'officer', validFrom: 0, validUntil: 1 } as const;
    const [stays, goes, comes] = [passkey(), passkey(), passkey()];
    const listOf = (number: number, ...keys: readonly (readonly [string, typeof stays])[]) =>
      officerKeyList(
        keys.map(([officer, key]) => listedKey(officer, key, [term])),
        { number },
      );
    const before = listOf(1, ['officer-anna', stays], ['officer-ben', goes]);
    writeFileSync(at('signed.json'), JSON.stringify(documentSignedBy('officer-keys', before, [signer()])));
    writeFileSync(at('draft.json'), JSON.stringify(listOf(2, ['officer-anna', stays], ['officer-ben', comes])));
    const lines = (await run('compare', 'signed.json', 'draft.json')).said.split('\n');
    expect(lines.map((line) => line.split(/,|: passkey /, 2).join(' '))).toEqual([
      "- officers' keys 1  from 1970-01-01T00:00:00.000Z",
      `- officer-ben ${goes.credentialId}`,
      "+ officers' keys 2  from 1970-01-01T00:00:00.000Z",
      `+ officer-ben ${comes.credentialId}`,
    ]);
    writeFileSync(at('draft.json'), JSON.stringify(before));
    expect((await run('compare', 'signed.json', 'draft.json')).said).toBe('no difference');
  });

  it('see control characters of a document escaped, without effect on the terminal', async () => {
    const { at, run } = desk();
    const words = 'seen\u001b[2K\rhidden\nen rights: forged\u202e';
    const english = { ...NOTICE.notice.texts.en, what: words };
    const notice = { ...NOTICE, notice: { ...NOTICE.notice, texts: { en: english } } };
    writeFileSync(at('signed.json'), JSON.stringify(documentSignedBy('notice', notice, [])));
    const { said } = await run('show', 'signed.json');
    expect(said).toContain('en what: seen\\u{1b}[2K\\u{d}hidden\\nen rights: forged\\u{202e}');
    expect(['\u001b', '\r', '\u202e'].filter((letter) => said.includes(letter))).toEqual([]);
  });

  it('see which signature is invalid', async () => {
    const { at, run } = desk();
    const made = documentSignedBy('notice', JSON.parse(JSON.stringify(NOTICE)), [signer(), signer()]);
    const spoilt = made.signatures.map((one, index) => (index === 0 ? { ...one, signature: 'A'.repeat(86) } : one));
    writeFileSync(at('signed.json'), JSON.stringify({ ...made, signatures: spoilt }));
    const shown = (await run('show', 'signed.json')).said;
    expect([shown.match(/^NOT signed by/gm)?.length, shown.match(/^signed by/gm)?.length]).toEqual([1, 1]);
  });

  it('cannot sign two different policies into one file, and a person who signs twice counts once', async () => {
    const { at, run } = desk();
    await run('key', 'anna.pem', '--unsealed');
    await run('propose', 'retention-policy', 'policy.json');
    await run('sign', 'retention-policy', 'policy.json', 'anna.pem', 'signed.json');
    expect((await run('sign', 'retention-policy', 'policy.json', 'anna.pem', 'signed.json')).said).toContain(
      'signatures in the file: 1',
    );
    writeFileSync(at('policy.json'), readFileSync(at('policy.json'), 'utf8').replace('"number": 1', '"number": 2'));
    const { status, complained } = await run('sign', 'retention-policy', 'policy.json', 'anna.pem', 'signed.json');
    expect([status, complained]).toEqual([1, 'signed.json holds another document than policy.json']);
  });

  it('see each fault of a policy on a separate line', async () => {
    const { at, run } = desk();
    await run('key', 'anna.pem', '--unsealed');
    await run('propose', 'retention-policy', 'policy.json');
    const text = readFileSync(at('policy.json'), 'utf8').replace('"limitMs": 3600000', '"limitMs": 999999999');
    writeFileSync(at('policy.json'), text);
    const { status, complained } = await run('sign', 'retention-policy', 'policy.json', 'anna.pem', 'signed.json');
    expect(status).toBe(1);
    expect(complained).toContain('classes.referred.limitMs: must be at most 86400000');
  });

  it('sign with sealed keys, and are warned about one without a seal', async () => {
    const { at, run } = desk();
    writeFileSync(at('passphrase'), 'seven lorries under rain\n', { mode: 0o600 });
    const withPassphrase = ['--passphrase-file', 'passphrase'];
    expect((await run('key', 'anna.pem', ...withPassphrase)).said).toMatch(/^[0-9a-f]{64}$/);
    await run('key', 'ben.pem', '--unsealed');
    await run('propose', 'retention-policy', 'policy.json');
    const sign = (key: string, ...more: string[]) =>
      run('sign', 'retention-policy', 'policy.json', key, 'signed.json', ...more);
    expect(await sign('anna.pem')).toMatchObject({
      status: 1,
      complained: expect.stringContaining('--passphrase-file'),
    });
    expect(await sign('anna.pem', ...withPassphrase)).toMatchObject({ status: 0, complained: '' });
    expect(await sign('ben.pem')).toMatchObject({ status: 0, complained: expect.stringContaining('is not sealed') });
    expect((await run('show', 'signed.json')).said.match(/^signed by/gm)).toHaveLength(2);
  });

  it.each([
    [[], 64, 'usage'],
    [['show', '--unsealed', 'signed.json'], 64, 'usage'],
    [['key', 'anna.pem'], 1, '--passphrase-file'],
    [['dance'], 64, 'usage'],
    [['show', 'missing.json'], 1, 'does not contain a signed document'],
    [['sign', 'notice', 'missing.json', 'missing.pem', 'x'], 1, 'cannot be read as JSON'],
  ] as const)('see an error for the arguments %j', async (args, code, words) => {
    const { status, complained } = await desk().run(...args);
    expect(status).toBe(code);
    expect(complained).toContain(words);
  });

  it('cannot overwrite an existing key', async () => {
    const { run } = desk();
    await run('key', 'anna.pem', '--unsealed');
    expect(await run('key', 'anna.pem', '--unsealed')).toMatchObject({
      status: 1,
      complained: 'anna.pem is there already: it is not overwritten',
    });
  });
});

it('the program prints the lines of a command and ends with its exit code', () => {
  const cwd = temporaryFolder();
  const started = (...args: string[]) => spawnSync(process.execPath, [PROGRAM, ...args], { cwd, encoding: 'utf8' });
  expect(started('propose', 'notice', 'draft.json')).toMatchObject({ status: 0, stdout: 'written: draft.json\n' });
  expect(started('dance')).toMatchObject({
    status: 64,
    stdout: '',
    stderr: expect.stringContaining('usage') as string,
  });
});
