import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Knex } from 'knex';
import { ledgerCommand } from '../../server/main/commands/ledger-command.ts';
import { RATCHET_FILE } from '../../server/records/ledger/log/open-log.ts';
import { LEDGER_FILE } from '../../server/platform/database/ledger-database.ts';
import { connectSqlite } from '../../server/platform/database/sqlite-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { attackedServer, type AttackedServer } from './harness/attacked-server.ts';
import { enrolledLane } from './harness/lane.ts';
import { staffOf } from './harness/staff.ts';

/** The files of the server's data folder, as they are or as they are to be again. */
function copyFiles(from: string, to: string): void {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(to)) rmSync(join(to, name), { recursive: true });
  cpSync(from, to, { recursive: true });
}

async function rewrite({ folder }: AttackedServer, change: (knex: Knex) => Promise<unknown>): Promise<void> {
  const knex = connectSqlite(join(folder, LEDGER_FILE));
  await change(knex);
  await knex.raw('PRAGMA wal_checkpoint(TRUNCATE)');
  await knex.destroy();
}

test('a log that is rewritten, cut, erased or set back, and a ratchet that is removed, are found', async () => {
  const server = await attackedServer();
  const { anna } = await staffOf(server);
  await anna.stepUp();
  const lane = await enrolledLane(server, anna.browser, { id: 'north-1', site: 'north' });
  const report = async () => {
    expect((await lane.line.post('/v1/reports', lane.kiosk.next().wire)).status).toBe(201);
  };
  const copies = temporaryFolder();
  const [early, whole] = [join(copies, 'early'), join(copies, 'whole')];
  for (let count = 0; count < 3; count++) await report();
  await server.stop();
  copyFiles(server.folder, early);
  await server.start();
  for (let count = 0; count < 3; count++) await report();
  await server.stop();
  copyFiles(server.folder, whole);

  const fsck = async () => {
    const { code, line } = await server.run(ledgerCommand, 'fsck');
    return { isSound: code === 0 && line['kind'] === 'sound', line };
  };
  expect((await fsck()).isSound).toBe(true);
  const remove = (name: string) => {
    for (const ending of ['', '-wal', '-shm']) rmSync(join(server.folder, `${name}${ending}`), { force: true });
  };
  const attacks: readonly (readonly [string, () => unknown, 'by-fsck' | 'at-start'])[] = [
    [
      'an entry rewritten',
      () =>
        rewrite(server, (knex) =>
          knex('entries')
            .where({ entry_index: 2 })
            .update({ entry: Buffer.alloc(35) }),
        ),
      'by-fsck',
    ],
    [
      'the last entry cut off',
      () =>
        rewrite(server, (knex) =>
          knex.raw('delete from entries where entry_index = (select max(entry_index) from entries)'),
        ),
      'by-fsck',
    ],
    [
      'the root rewritten',
      () => rewrite(server, (knex) => knex('heads').update({ root: Buffer.alloc(32) })),
      'by-fsck',
    ],
    ['the log erased', () => remove(LEDGER_FILE), 'at-start'],
    ['the ratchet removed', () => rmSync(join(server.folder, RATCHET_FILE)), 'at-start'],
    [
      'the log set back',
      () => {
        remove(LEDGER_FILE);
        cpSync(join(early, LEDGER_FILE), join(server.folder, LEDGER_FILE));
      },
      'at-start',
    ],
  ];
  for (const [name, attack, found] of attacks) {
    copyFiles(whole, server.folder);
    await attack();
    if (found === 'by-fsck') expect([name, await fsck()]).toMatchObject([name, { isSound: false }]);
    else expect([name, await server.start()]).toMatchObject([name, { event: 'start-failed' }]);
  }
  copyFiles(whole, server.folder);
  expect((await server.start())['event']).toBe('listening');
  await report();
});
