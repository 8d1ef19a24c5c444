/** `postern-lane handle-keys`, over files. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { handleKeysCommand } from '../../../../kiosk/main/commands/handle-keys-command.ts';
import { readIdentityConfig } from '../../../../kiosk/platform/config/config.ts';
import { dateOfDay, handleDay } from '../../../../kiosk/fleet/handles/handle-day.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const ENTRY = fileURLToPath(new URL('../../../../kiosk/main/commands/handle-keys.js', import.meta.url));

interface Ran {
  readonly code: number;
  readonly answer: Record<string, unknown>;
  readonly text: string;
}

const ranWith = (code: number, out = '', text = ''): Ran => ({
  code,
  answer: out.startsWith('{') ? (JSON.parse(out) as Record<string, unknown>) : {},
  text,
});

/** The commands in this process. */
function desk() {
  const folder = temporaryFolder();
  const path = (name: string): string => join(folder, name);
  const command = async (name: string, words: readonly string[], env: Record<string, string> = {}): Promise<Ran> => {
    const { code, out, complaint } = await handleKeysCommand([name, ...words], () => readIdentityConfig(env));
    return ranWith(code, out, complaint);
  };
  const held = [path('fleet.holder'), path('one.share'), path('two.share')];
  return { path, command, held };
}

const today = (): string => dateOfDay(handleDay(Date.now()));

describe('postern-lane handle-keys', () => {
  it("creates the holders' files, for their owners only, and overwrites no file", async () => {
    const { command, held } = desk();
    const made = await command('make', held);
    expect(made).toMatchObject({ code: 0, answer: { kind: 'held', generation: 1, day: today() } });
    for (const file of held) expect(statSync(file).mode & 0o777).toBe(0o600);
    const before = held.map((file) => readFileSync(file, 'utf8'));
    expect(await command('make', held)).toMatchObject({ code: 2, text: expect.stringContaining('not overwritten') });
    expect(held.map((file) => readFileSync(file, 'utf8'))).toEqual(before);
    expect(await command('show', held)).toEqual(made);
  });

  it('refuses one share, the same share twice, a share readable by others, or the file of another holder', async () => {
    const { path, command, held } = desk();
    const [holder = '', one = '', two = ''] = held;
    await command('make', held);
    expect((await command('show', [holder, one, one])).text).toContain('one and the same');
    await command('make', [path('b.holder'), path('b.one'), path('b.two')]);
    expect((await command('show', [holder, one, path('b.two')])).text).toContain('cannot be opened');
    chmodSync(two, 0o644);
    expect(await command('show', held)).toMatchObject({
      code: 2,
      text: expect.stringContaining('for its owner alone'),
    });
  });

  it('seals a delivery that the listed lane accepts, and renews the key', async () => {
    const { path, command, held } = desk();
    const authority = String((await command('make', held)).answer['authority']);
    const lane = {
      POSTERN_KIOSK_DATA_DIR: path('lane'),
      POSTERN_KIOSK_HANDLE_KEY_FILE: path('out/lane-1.handle-key.json'),
      POSTERN_KIOSK_HANDLE_AUTHORITY: authority,
    };
    mkdirSync(path('requests'));
    const asked = await command('request', [path('requests/one.json')], lane);
    expect(asked).toMatchObject({ code: 0, answer: { kind: 'requested', kioskId: 'lane-1' } });
    const words = [...held, path('lanes.txt'), path('requests'), path('out')];
    writeFileSync(path('lanes.txt'), `lane-1 ${'ab'.repeat(32)}\n`);
    expect(await command('seal', words)).toMatchObject({
      code: 1,
      answer: { sealed: [], refused: [{ file: 'one.json', why: 'other-key' }] },
    });
    writeFileSync(path('lanes.txt'), `lane-1 ${String(asked.answer['publicKey'])}\n`);
    expect(await command('seal', words)).toMatchObject({ code: 0, answer: { sealed: ['lane-1'], refused: [] } });
    expect(existsSync(path('out/lane-1.handle-key.json'))).toBe(true);
    expect((await command('status', [], lane)).answer).toEqual({ kind: 'status', keys: [] });
    expect(await command('renew', [...held, today()])).toMatchObject({ code: 0, answer: { authority, generation: 2 } });
    expect((await command('renew', [...held, '2001-01-01'])).code).toBe(2);
    expect((await command('show', held)).answer).toMatchObject({ generation: 2, day: today() });
  });

  it("imports a lane's key file of an earlier version, and erases it", async () => {
    const { path, command } = desk();
    const lane = { POSTERN_KIOSK_DATA_DIR: path('lane') };
    writeFileSync(path('fleet.key'), 'ab'.repeat(32));
    expect((await command('take-file', [path('fleet.key')], lane)).answer).toEqual({ kind: 'taken' });
    expect(existsSync(path('fleet.key'))).toBe(false);
    expect((await command('status', [], lane)).answer).toEqual({
      kind: 'status',
      keys: [{ generation: 0, day: today() }],
    });
    expect((await command('take-file', [path('fleet.key')], lane)).code).toBe(2);
  });

  it('is a program that prints one line and ends with the exit code', () => {
    const folder = temporaryFolder();
    const files = ['holder', 'one', 'two'].map((name) => join(folder, name));
    const started = (...words: string[]): Ran => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [ENTRY, ...words], { encoding: 'utf8' });
      return ranWith(Number(status), stdout, stderr);
    };
    expect(started('make', ...files)).toMatchObject({ code: 0, answer: { kind: 'held' }, text: '' });
    expect(started('make', ...files)).toMatchObject({ code: 2, answer: {} });
    expect(started('steal')).toMatchObject({ code: 2, text: expect.stringContaining('usage:') });
  });

  it('prints its usage', async () => {
    const { command } = desk();
    for (const words of [['make'], ['show', 'a'], ['steal', 'a', 'b', 'c']]) {
      const [name = '', ...more] = words;
      expect(await command(name, more)).toMatchObject({ code: 2, text: expect.stringContaining('usage:') });
    }
  });
});
