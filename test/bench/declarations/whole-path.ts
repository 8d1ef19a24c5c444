/**
 * From a trader's request to the answer, through the front's process: received, judged, scored, sealed with HPKE (X-Wing) to two offices,
 * stored in SQLite with every commit on the disk, drawn, and entered into the ledger. The client is a process of its own on the same machine.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { backgroundClock } from '../../../hardware/host/system-clock.ts';
import { startServer } from '../../../server/main/app/start-server.ts';
import { TRADER_SCOPES } from '../../../server/goods/declarations/api/vocabulary.ts';
import { insertTraderKey } from '../../../server/goods/declarations/tables/trader-keys.ts';
import { officeKeyList, testOffice } from '../../support/office-key-list.ts';
import { PEOPLE_CONFIG } from '../../support/people-config.ts';
import { documentSignedBy, signer } from '../../support/signers.ts';
import type { Job, Times } from './load-client.ts';

const DAY_MS = 86_400_000;
/** More than one, because a trader may send 50 declarations a second. */
const TRADERS = 8;
/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10;

export interface WholePath {
  readonly offices: number;
  readonly loadBefore: number;
  readonly rows: readonly Row[];
}

interface Row {
  readonly job: Job;
  readonly accepted: number;
  readonly others: Times['others'];
  readonly acceptedPerSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly longestMs: number;
  /** Processor time for one declaration, in the front's process and in the server's. */
  readonly frontMs: number;
  readonly serverMs: number;
}

const JOBS: readonly Job[] = [
  { kind: 'alone', items: 1, format: 'json', count: 60 },
  { kind: 'alone', items: 50, format: 'json', count: 60 },
  { kind: 'alone', items: 50, format: 'xml', count: 60 },
  { kind: 'paced', items: 1, perSecond: 100, seconds: 20 },
  { kind: 'full', items: 1, waiting: 16, seconds: 15 },
];

const rounded = (value: number): number => Math.round(value * 100) / 100;

export async function measureWholePath(): Promise<WholePath> {
  const dataDir = mkdtempSync(join(tmpdir(), 'postern-declarations-'));
  const now = Date.now();
  const signers = [signer(), signer()];
  const offices = await Promise.all(
    ['DE000001', 'DE000002'].map((name) => testOffice(name, { validUntil: now + 300 * DAY_MS })),
  );
  const list = officeKeyList(offices, { number: 1, validFrom: now - 1_000 });
  const server = await startServer(
    {
      ...{ mode: 'development', host: '127.0.0.1', port: 0, dataDir, people: PEOPLE_CONFIG },
      ...{ testReferralsPerHour: 0, secondLookPercent: 10, closedRequestsDays: 1_096 },
      alerts: { networks: [], logDays: 90 },
      ledger: { origin: 'log.example/bench', ratchetDir: dataDir, policy: undefined },
      travellerQuestions: undefined,
      traders: {
        ...{ host: '127.0.0.1', port: 0, jurisdiction: 'EU' },
        ...{ offices: documentSignedBy('office-keys', list, signers), signerKeys: signers.map(({ hex }) => hex) },
      },
    },
    { clock: backgroundClock, events: { emit: () => undefined } },
  );
  let client: ChildProcess | undefined;
  try {
    const { traders } = server;
    if (traders === undefined) throw new Error('the server takes no declarations');
    const keys = Array.from({ length: TRADERS }, () => `postern-trader-${randomBytes(32).toString('base64url')}`);
    await server.context.queue.run(async (transaction) => {
      for (const [index, key] of keys.entries())
        await insertTraderKey(transaction, {
          ...{ digest: createHash('sha256').update(key).digest('hex'), trader: `trader-${index + 1}` },
          ...{ scopes: TRADER_SCOPES, validUntil: now + DAY_MS, proposedBy: 'bench', approvedBy: 'bench' },
          ...{ madeAt: now, endedAt: null },
        });
    });
    client = fork(join(import.meta.dirname, 'load-client.js'), [String(traders.port), ...keys]);
    const by = client;
    const front = () => processorMs(traders.processId() ?? 0);
    const own = () => processorMs(process.pid);
    // The first declarations compile the code
    await ask(by, { kind: 'full', items: 1, waiting: 4, seconds: 5 });
    const [loadBefore = 0] = loadavg();
    const rows: Row[] = [];
    for (const job of JOBS) {
      const [frontBefore, serverBefore] = [front(), own()];
      const times = await ask(by, job);
      const row = rowOf(job, times, front() - frontBefore, own() - serverBefore);
      console.log(
        `${described(job)}: ${row.accepted} accepted, ${row.acceptedPerSecond}/s; p50 ${row.p50Ms} ms, p95 ${row.p95Ms} ms; processor: front ${row.frontMs} ms, server ${row.serverMs} ms`,
        row.others,
      );
      rows.push(row);
    }
    return { offices: offices.length, loadBefore: rounded(loadBefore), rows };
  } finally {
    client?.disconnect();
    await server.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function ask(client: ChildProcess, job: Job): Promise<Times> {
  return new Promise((resolve, reject) => {
    client.once('message', (times) => resolve(times as Times));
    client.once('exit', () => reject(new Error('the client has ended')));
    client.send(job);
  });
}

function rowOf(job: Job, { ms, others, tookMs }: Times, frontMs: number, serverMs: number): Row {
  const sorted = ms.toSorted((one, other) => one - other);
  const at = (share: number) => rounded(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN);
  return {
    job,
    accepted: ms.length,
    others,
    acceptedPerSecond: rounded((ms.length * 1_000) / tookMs),
    ...{ p50Ms: at(0.5), p95Ms: at(0.95), longestMs: at(1) },
    frontMs: rounded(frontMs / ms.length),
    serverMs: rounded(serverMs / ms.length),
  };
}

/** Processor time of all threads of a process (proc(5): utime and stime). */
function processorMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

function described(job: Job): string {
  switch (job.kind) {
    case 'alone':
      return `${job.items} items, ${job.format}, one after the other`;
    case 'paced':
      return `${job.items} item, ${job.perSecond}/s for ${job.seconds} s`;
    case 'full':
      return `${job.items} item, ${job.waiting} waiting requests for ${job.seconds} s`;
  }
}
