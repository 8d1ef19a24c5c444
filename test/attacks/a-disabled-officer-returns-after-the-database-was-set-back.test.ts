import { copyFileSync, cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SERVER_FILE } from '../../server/platform/database/database.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { attackedServer } from './harness/attacked-server.ts';
import { staffOf } from './harness/staff.ts';

test('a disabled officer does not return after the server’s database alone was set back', async () => {
  const server = await attackedServer();
  const { ben, hire } = await staffOf(server);
  const carla = await hire('carla-third', { role: 'officer' });
  await server.stop();
  const file = join(server.folder, SERVER_FILE);
  const before = join(temporaryFolder(), 'before.sqlite');
  cpSync(file, before);
  await server.start();
  await ben.signIn();
  await ben.stepUp();
  expect((await ben.browser.post(`/v1/people/${carla.id}/disable`)).status).toBe(204);
  await server.stop();
  for (const ending of ['-wal', '-shm']) rmSync(`${file}${ending}`, { force: true });
  copyFileSync(before, file);

  expect(await server.start()).toMatchObject({
    event: 'start-failed',
    code: 'tables-behind',
    hint: expect.stringContaining('Recovery'),
  });
  expect((await server.command('main/commands/ledger', 'fsck')).code).toBe(1);
});
