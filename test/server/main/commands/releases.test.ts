import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeSigningKey } from '../../../../hardware/signing-key/signing-key.ts';
import { projectRoot } from '../../../../models/files/project-root.ts';
import { releasesCommand } from '../../../../server/main/commands/releases-command.ts';
import { readConfig } from '../../../../server/main/config/config.ts';
import { openFileKeys } from '../../../../server/platform/keys/file-keys.ts';
import { renewMetadata } from '../../../../server/lanes/releases/renew.ts';
import { repositoryIn } from '../../../../server/lanes/releases/repository.ts';
import { folderSource } from '../../../../kiosk/fleet/releases/folder-source.ts';
import { openLaneChannel, setClock } from '../../../support/release-lane.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { missingSoftHsm, softTokenIn, TOKEN_LABEL } from '../../../hardware/secure-element/pkcs11/soft-token.ts';

const PROGRAM = join(projectRoot(), '.build/server/main/commands/releases.js');

/** The command's answer, and its exit code. */
interface Ended {
  readonly code: number;
  readonly answer: Record<string, unknown>;
}

const settingsOf = (dataDir: string) => ({ POSTERN_SERVER_DATA_DIR: dataDir });

/** In this process. */
function commandIn(dataDir: string) {
  return async (...words: readonly string[]): Promise<Ended> => {
    const { code, out = '' } = await releasesCommand(words, () => readConfig(settingsOf(dataDir)));
    return { code, answer: JSON.parse(out) as Record<string, unknown> };
  };
}

/** As a person starts it. */
function programIn(dataDir: string) {
  return (...words: readonly string[]): Ended => {
    const { PATH, SOFTHSM2_CONF } = process.env;
    const env = { PATH, SOFTHSM2_CONF, ...settingsOf(dataDir) };
    try {
      return {
        code: 0,
        answer: JSON.parse(execFileSync(process.execPath, [PROGRAM, ...words], { env, encoding: 'utf8' })),
      };
    } catch (error) {
      const { status, stdout } = error as { status: number; stdout: string };
      return { code: status, answer: JSON.parse(stdout) as Record<string, unknown> };
    }
  };
}

function personIn(folder: string, name: string): { readonly file: string; readonly hex: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const file = join(folder, `${name}.pem`);
  writeFileSync(file, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 });
  return { file, hex: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex') };
}

describe('postern-server releases', () => {
  test('takes a file from a draft over two signatures to a stick and a lane', async () => {
    const folder = temporaryFolder();
    const dataDir = join(folder, 'data');
    const run = commandIn(dataDir);
    const [anna, ben] = [personIn(folder, 'anna'), personIn(folder, 'ben')];
    const both = `${anna.hex},${ben.hex}`;
    const [first, second, stick] = ['first', 'second', 'stick'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    expect(await run('init', first, '--root', both, '--targets', both)).toMatchObject({
      code: 0,
      answer: { kind: 'drafted' },
    });
    expect(await run('publish', first)).toMatchObject({ code: 1, answer: { code: 'unsigned' } });
    expect((await run('sign', first, '--key', anna.file)).answer).toMatchObject({ kind: 'signed', complete: false });
    expect((await run('sign', first, '--key', ben.file)).answer).toMatchObject({ kind: 'signed', complete: true });
    expect(await run('publish', first)).toMatchObject({ code: 0, answer: { kind: 'published' } });

    const file = join(folder, 'notice.json');
    writeFileSync(file, '{ "number": 1, "kind": "notice" }\n');
    const target = ['--kind', 'notice', '--name', 'main', '--version', '1'];
    const window = '2026-12-20T00:00:00Z/2027-01-03T00:00:00Z';
    const added = await run(
      'add',
      second,
      ...target,
      '--file',
      file,
      '--ring',
      'share',
      '--percentage',
      '5',
      '--freeze',
      window,
    );
    expect(added.answer).toMatchObject({ targets: [{ ring: 'share', percentage: 5, freezes: [{}] }] });
    const changed = await run('change', second, ...target, '--ring', 'all');
    expect(changed.answer).toMatchObject({ targets: [{ ring: 'all', version: 1, freezes: [{}] }] });
    for (const { file: key } of [anna, ben]) expect((await run('sign', second, '--key', key)).code).toBe(0);
    expect((await run('show', second)).answer).toMatchObject({ kind: 'draft', changed: ['targets'] });
    expect((await run('publish', second)).answer).toMatchObject({
      kind: 'published',
      roles: [{ role: 'root' }, { version: 2 }],
    });
    expect(await run('publish', second)).toMatchObject({ code: 1, answer: { code: 'not-next' } });

    // A running server does this
    const repository = repositoryIn(join(dataDir, 'releases'));
    await renewMetadata(repository, await openFileKeys({ dataDir }).releases.open(), Date.now());
    expect((await run('export', stick)).answer).toEqual({ kind: 'exported', targets: ['notice/main/1'] });
    const root = readFileSync(join(stick, 'metadata', '1.root.json'));
    const channel = await openLaneChannel({ dataDir: temporaryFolder(), root, clock: setClock(Date.now()) });
    expect(await channel.update(folderSource(stick))).toBeUndefined();
    expect(channel.targets.of('notice').map((one) => readFileSync(one.file, 'utf8'))).toEqual([
      '{"kind":"notice","number":1}',
    ]);
    expect((await run('import', stick)).answer).toMatchObject({ kind: 'imported' });
    expect((await run('status')).answer).toMatchObject({ kind: 'releases', targets: [{ name: 'main' }] });
  });
  test('explains itself, and refuses wrong words and a stranger', async () => {
    const folder = temporaryFolder();
    const run = commandIn(join(folder, 'data'));
    expect(await run()).toMatchObject({ code: 64, answer: { code: 'usage' } });
    expect(programIn(join(folder, 'data'))()).toEqual(await run());
    expect((await run('add', 'x', '--kind', 'firmware')).code).toBe(64);
    expect(await run('status')).toMatchObject({ code: 0, answer: { kind: 'releases', roles: [], targets: [] } });
    expect(await run('export', join(folder, 'stick'))).toMatchObject({ code: 1, answer: { code: 'no-repository' } });
    const [anna, ben, eve] = [personIn(folder, 'anna'), personIn(folder, 'ben'), personIn(folder, 'eve')];
    const draft = join(folder, 'draft');
    const both = `${anna.hex},${ben.hex}`;
    expect(await run('init', draft, '--root', anna.hex, '--targets', both)).toMatchObject({ code: 1 });
    expect(await run('init', draft, '--root', both, '--targets', both)).toMatchObject({
      code: 1,
      answer: { code: 'present' },
    });
    const other = join(folder, 'other');
    expect((await run('init', other, '--root', both, '--targets', both)).code).toBe(0);
    expect(await run('sign', other, '--key', eve.file)).toMatchObject({ code: 1, answer: { code: 'unsigned' } });
    expect(await run('sign', other, '--key', join(folder, 'none'))).toMatchObject({
      code: 1,
      answer: { code: 'no-key' },
    });
    expect(existsSync(join(folder, 'data', 'releases', 'metadata'))).toBe(false);
  });

  test.skipIf(missingSoftHsm() !== undefined)('takes signatures of a sealed file and of a token', async () => {
    const folder = temporaryFolder();
    const run = commandIn(join(folder, 'data'));
    const program = programIn(join(folder, 'data'));
    const { options } = await softTokenIn(folder, 'empty');
    const token = `pkcs11:token=${encodeURIComponent(TOKEN_LABEL)};object=ben?module-path=${options.module}&pin-source=${options.pinFile}`;
    const [file, passphrase] = [join(folder, 'anna.pem'), join(folder, 'passphrase')];
    writeFileSync(passphrase, 'seven lorries under rain\n', { mode: 0o600 });
    const anna = await makeSigningKey(file, { file: passphrase, unsealed: false });
    const ben = await makeSigningKey(token, { file: undefined, unsealed: false });
    const both = [anna, ben].map((key) => Buffer.from(key).toString('hex')).join();
    const draft = join(folder, 'draft');
    expect((await run('init', draft, '--root', both, '--targets', both)).code).toBe(0);
    expect(await run('sign', draft, '--key', file)).toMatchObject({ code: 1, answer: { code: 'no-secret' } });
    const signed = (await run('sign', draft, '--key', file, '--passphrase-file', passphrase)).answer;
    expect(signed).toMatchObject({ kind: 'signed', complete: false });
    expect(signed).not.toHaveProperty('warning');
    expect(program('sign', draft, '--key', token).answer).toMatchObject({ kind: 'signed', complete: true });
    expect(program('publish', draft).answer).toMatchObject({ kind: 'published' });
    expect(program('publish', draft)).toMatchObject({ code: 1, answer: { code: 'not-next' } });
  });
});
