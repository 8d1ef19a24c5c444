/** A server with a history: people with duties, a lane, reports, alarms, grants, viewings, orders, a disabled officer. It is stopped. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { afterAll } from 'vitest';
import { formatRecipient, makeIdentity } from '../../../server/main/backup/recipient.ts';
import { backupCommand } from '../../../server/main/commands/backup-command.ts';
import { ledgerCommand } from '../../../server/main/commands/ledger-command.ts';
import { MARK_FILE } from '../../../server/records/ledger/reconcile/mark.ts';
import { connectDatabase } from '../../../server/platform/database/database.ts';
import { referredReport, transactionOf } from '../../server/fixtures/sample-report.ts';
import { attackedServer, serverCopiedFrom, type AttackedServer } from './attacked-server.ts';
import { enrolledLane } from './lane.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { staffOf } from './staff.ts';
import { visitor } from './visitor.ts';

/** Time limit for a busy machine. */
const MAX_MS = 240_000;

export interface History {
  readonly server: AttackedServer;
  /** Acts with the rights of the database file's owner, while the server is stopped. */
  attack(work: (knex: Knex) => Promise<unknown>): Promise<void>;
}

/** Made once for a file of tests: the data folder of a server with a history, and the key of its backups. */
const shared = mkdtempSync(join(tmpdir(), 'postern-history-'));
afterAll(() => rmSync(shared, { recursive: true, force: true }));
let made: Promise<string> | undefined;
let keyMade: Promise<BackupKey> | undefined;

interface BackupKey {
  readonly identity: string;
  readonly recipient: string;
}

/** Each test has its own copy. */
export async function serverWithHistory(): Promise<History> {
  const server = await serverCopiedFrom(await (made ??= makeHistory()));
  return {
    server,
    async attack(work) {
      const knex = connectDatabase({ dataDir: server.folder });
      try {
        await knex.raw('pragma foreign_keys = off');
        await work(knex);
      } finally {
        await knex.destroy();
      }
    },
  };
}

async function makeHistory(): Promise<string> {
  const server = await attackedServer();
  const staff = await staffOf(server);
  const { anna, ben, hire } = staff;
  const carla = await hire('carla-third', { role: 'officer' });
  const dora = await hire('dora-fourth', { role: 'officer' });
  await anna.stepUp();
  const lane = await enrolledLane(server, anna.browser, { id: 'north-1', site: 'north' });
  for (let count = 0; count < 4; count++) accepted(await lane.line.post('/v1/reports', lane.kiosk.next().wire));
  const {
    sequence: _sequence,
    previous: _previous,
    ...referred
  } = referredReport({ transactionId: transactionOf(70) });
  accepted(await lane.line.post('/v1/reports', lane.kiosk.next(referred).wire));
  const viewing = { grant: 'c'.repeat(64), released: ['face-frame'] as const };
  accepted(
    await lane.line.post('/v1/reports', lane.kiosk.nextViewing({ ...viewing, released: [...viewing.released] }).wire),
  );
  const opened = await dora.sign('/v1/lanes/north-1/open', { kind: 'open-for-cause', cause: 'decided-at-desk' });
  if (opened.status >= 300) throw new Error(`not opened: ${opened.status} ${opened.text}`);
  await ben.stepUp();
  const disabled = await ben.browser.post(`/v1/people/${carla.id}/disable`);
  if (disabled.status >= 300) throw new Error(`not disabled: ${disabled.status} ${disabled.text}`);
  await server.stop();
  const kept = join(shared, 'server');
  cpSync(server.folder, kept, { recursive: true });
  return kept;
}

function accepted({ status, text }: { readonly status: number; readonly text: string }): void {
  if (status !== 201) throw new Error(`not accepted: ${status} ${text}`);
}

/** Results of the three checks of the stopped server: `fsck` and `backup verify` in this process, and the next start with its first check. */
export async function lookedAt(server: AttackedServer): Promise<readonly string[]> {
  const fsck = await server.run(ledgerCommand, 'fsck');
  return [
    `fsck: ${String(fsck.line['kind'])}`,
    `backup verify: ${await backupVerified(server)}`,
    `start: ${await startedAgain(server)}`,
  ];
}

export const ALL_SOUND = ['fsck: sound', 'backup verify: sound', 'start: ready'];
export const ALL_FOUND = ['fsck: unsound', 'backup verify: unsound', 'start: not ready'];
/** Openings are missing: nothing is served. */
export const REFUSED = ['fsck: unsound', 'backup verify: unsound', 'start: tables-behind'];

export async function backupVerified(server: AttackedServer): Promise<string> {
  const folder = temporaryFolder();
  const { identity, recipient } = await (keyMade ??= makeKey());
  const created = await server.run(backupCommand, 'create', folder, '--recipient', recipient);
  const file = join(folder, String(created.line['file']));
  const { line } = await server.run(backupCommand, 'verify', file, '--identity', identity);
  return String(line['kind'] === 'refused' ? line['code'] : line['kind']);
}

async function makeKey(): Promise<BackupKey> {
  const [identity, recipient] = [join(shared, 'identity'), join(shared, 'recipient')];
  writeFileSync(recipient, formatRecipient(await makeIdentity(identity)));
  return { identity, recipient };
}

/** The first look comes seconds after the start. */
async function startedAgain(server: AttackedServer): Promise<string> {
  const begunAt = Date.now();
  const line = await server.start();
  if (line['event'] !== 'listening') return String(line['code']);
  const browser = visitor(server.people);
  const told = () => server.lines.some((one) => one['event'] === 'alarm' && one['kind'] === 'tables-differ');
  for (let waitedMs = 0; waitedMs < MAX_MS; waitedMs += 500) {
    const { status, text } = await browser.get('/readyz');
    if (status === 503 && told()) {
      return (JSON.parse(text) as { checks?: { tables?: string } }).checks?.tables === 'failed' ? 'not ready' : text;
    }
    if (existsSync(join(server.folder, MARK_FILE)) && isReconciled(server, begunAt)) return 'ready';
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return 'no look';
}

/** Whether a full run has ended since then. */
function isReconciled({ folder }: AttackedServer, begunAt: number): boolean {
  const [, , , state, fullAt] = readFileSync(join(folder, MARK_FILE), 'utf8').split('\n');
  return state === 'agrees' && Number(fullAt) >= begunAt;
}
