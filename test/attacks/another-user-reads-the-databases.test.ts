import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { attackedServer } from './harness/attacked-server.ts';
import { staffOf } from './harness/staff.ts';

const run = promisify(execFile);

/** Files that other users of the machine can access. */
function exposedIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return ['', ...names].filter((name) => (statSync(join(folder, name)).mode & 0o077) !== 0);
}

describe.skipIf(process.platform === 'win32')('another user of the machine', () => {
  test('reads no file of a server, also where the folder and its files were open before', async () => {
    const server = await attackedServer();
    await staffOf(server);
    expect(exposedIn(server.folder)).toEqual([]);
    await server.kill();
    // As an earlier version left them, with what was not yet copied into the database
    const left = readdirSync(server.folder).filter((name) => name.includes('.sqlite'));
    expect(left.filter((name) => name.endsWith('-wal'))).toHaveLength(2);
    for (const name of left) chmodSync(join(server.folder, name), 0o644);
    for (const mode of [0o755, 0o770, 0o702]) {
      chmodSync(server.folder, mode);
      expect(await server.start()).toMatchObject({
        event: 'config-refused',
        faults: [
          {
            variable: 'POSTERN_SERVER_DATA_DIR',
            shouldBe: expect.stringContaining(`chmod 700 '${server.folder}'`) as string,
          },
        ],
      });
      expect((await server.command('main/commands/ledger', 'fsck')).code).toBe(78);
    }
    chmodSync(server.folder, 0o700);
    expect((await server.start())['event']).toBe('listening');
    expect(exposedIn(server.folder)).toEqual([]);
  });

  test('reads no file of a kiosk, and a folder that is open is refused', async () => {
    const folder = join(temporaryFolder(), 'kiosk');
    mkdirSync(folder);
    chmodSync(folder, 0o755);
    const identity = () =>
      run(process.execPath, [join(projectRoot(), '.build/kiosk/main/commands/identity.js')], {
        env: { POSTERN_KIOSK_DATA_DIR: folder, POSTERN_KIOSK_FLEET_KEY_FILE: join(folder, 'fleet.key') },
      });
    await expect(identity()).rejects.toMatchObject({
      stderr: expect.stringContaining(`chmod 700 '${folder}'`) as string,
    });
    expect(readdirSync(folder)).toEqual([]);
    chmodSync(folder, 0o700);
    await identity();
    expect(readdirSync(folder)).not.toEqual([]);
    expect(exposedIn(folder)).toEqual([]);
  });
});
