/**
 * The cost of reconciliation: a start with a large log, a full comparison at full speed, and the daily run in parallel
 * with other work. `npm run bench -- reconcile`; `-- --entries 1000000` sets the size. Every entry is an act with its
 * opening and its row, inserted in bulk. Writes test/bench/results/reconcile.json.
 */
import { OpeningCodes } from '../../server/records/ledger/entry/opening-codes.ts';
import { attachProver, RowProver } from '../../server/records/ledger/recorded/proven-rows.ts';
import { TEST_SECRET } from '../server/records/ledger/fixtures/test-log.ts';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { backgroundClock } from '../../hardware/host/system-clock.ts';
import { entryPayload } from '../../server/records/ledger/entry/commitment.ts';
import { ENTRY_TYPE_CODES } from '../../server/records/ledger/entry/entry.ts';
import { nodeReader } from '../../server/records/ledger/log/log-reader.ts';
import { leafHash } from '../../server/contract/merkle/hash.ts';
import { rangeHash } from '../../server/platform/transparency/merkle/range.ts';
import { checkpointText } from '../../server/platform/transparency/note/checkpoint.ts';
import { formatNote } from '../../server/platform/transparency/note/note.ts';
import { MARK_FILE, writeMark } from '../../server/records/ledger/reconcile/mark.ts';
import { reconcileAll } from '../../server/records/ledger/reconcile/reconcile.ts';
import { Reconciliation } from '../../server/records/ledger/reconcile/reconciliation.ts';
import { EMPTY_EDGE, extend, rootOf } from '../../server/platform/transparency/tile/right-edge.ts';
import { connectReader, openDatabase } from '../../server/platform/database/database.ts';
import { findHead, insertEntries, putHead, putTiles } from '../../server/records/ledger/log/log-tables.ts';
import { openBenchLog, percentile, rounded } from './ledger/bench-log.ts';
import { writeRecord } from './support/record.ts';

const STEP = 4_096;
/** Entries between the last mark and a crash: one minute at 33 entries/s. */
const NEW = 2_000;
const ROUNDS = 7;
const WATCHED_MS = 20_000;
const CODE = ENTRY_TYPE_CODES.act;

const { values } = parseArgs({ options: { entries: { type: 'string', default: '1000000' } } });
const entries = Number(values.entries);
const loadBefore = Number(loadavg()[0]?.toFixed(1));

const log = await openBenchLog();
const { writer, reader } = log.database;
const { knex } = await openDatabase({ dataDir: log.folder });
for (const one of [writer, knex]) await one.raw('pragma synchronous=off');
let edge = EMPTY_EDGE;
while (edge.size < entries) await fill(Math.min(STEP, entries - edge.size));
await headOf();
for (const one of [writer, knex]) {
  await one.raw('pragma synchronous=full');
  await one.raw('pragma wal_checkpoint(truncate)');
}
await knex.destroy();

const database = connectReader({ dataDir: log.folder });
const head = (await findHead(reader, 'integrated'))!;
const markFile = join(log.folder, MARK_FILE);
const differences: unknown[] = [];
const codes = new OpeningCodes(TEST_SECRET);
const prover = new RowProver({ codes, log: reader, head: () => head, onDifference: (one) => differences.push(one) });
attachProver(database, prover);
const ratchet = { mark: 0, advanceMark: async () => undefined };
const parts = {
  ...{ prover, ratchet },
  ...{ log: reader, database, head: () => head, signer: log.signer, markFile, clock: backgroundClock },
  onDifference: (one: unknown) => differences.push(one),
  onFault: (error: unknown) => differences.push(error),
};

const starts: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  await markAt(entries - NEW);
  const at = performance.now();
  const reconciliation = new Reconciliation(parts);
  await reconciliation.checkOpenings();
  await reconciliation.checkAtStart();
  starts.push(performance.now() - at);
}
const unmarkedAt = performance.now();
await new Reconciliation({ ...parts, markFile: `${markFile}-none` }).checkOpenings();
const unmarkedMs = performance.now() - unmarkedAt;

await markAt(entries);
const delay = monitorEventLoopDelay({ resolution: 1 });
const before = process.cpuUsage();
const watchedAt = performance.now();
delay.enable();
const background = new Reconciliation(parts);
await background.checkOpenings();
const look = background.look().catch(() => undefined);
await new Promise((resolve) => setTimeout(resolve, WATCHED_MS));
const used = process.cpuUsage(before);
const lastedMs = performance.now() - watchedAt;
delay.disable();
await background.close();
await look;

const fullAt = performance.now();
const { rows } = await reconcileAll({ log: reader, database, size: entries, onDifference: parts.onDifference });
const fullS = (performance.now() - fullAt) / 1_000;

const result = {
  entries,
  startMs: { first: rounded(starts[0] ?? Number.NaN), p50: rounded(percentile(starts, 0.5)), newEntries: NEW },
  startWithoutMarkMs: rounded(unmarkedMs),
  full: { seconds: rounded(fullS), entriesPerSecond: Math.round(entries / fullS), rows },
  daily: {
    coreShare: rounded((used.user + used.system) / 1_000 / lastedMs, 3),
    eventLoopDelayP99Ms: rounded(delay.percentile(99) / 1e6),
  },
  differences: differences.length,
};
console.log(result);
const bars = {
  'start at most 1 s': (starts[0] ?? Number.NaN) <= 1_000,
  'daily run at most a tenth of a core': result.daily.coreShare <= 0.1,
  'no difference': differences.length === 0,
};
console.table(bars);
writeRecord('reconcile', { loadBefore, ...result, bars });
await database.destroy();
await log.close();

async function fill(count: number): Promise<void> {
  const first = edge.size;
  const made = Array.from({ length: count }, (_, offset) => actOf(first + offset));
  const grown = extend(
    edge,
    made.map(({ entry }) => leafHash(entry)),
  );
  await writer.transaction(async (transaction) => {
    await insertEntries(transaction, first, made);
    await putTiles(transaction, grown.tiles);
  });
  await knex.transaction(async (transaction) => {
    for (let from = 0; from < count; from += 400) {
      const some = made.slice(from, from + 400);
      await transaction('ledger_openings').insert(some.map(({ opening }) => opening));
      await transaction('acts').insert(some.map(({ row }) => row));
    }
  });
  edge = grown.edge;
}

function actOf(n: number) {
  const id = n.toString(16).padStart(32, '0');
  const about = {
    role: 'officer',
    act: 'lane.open',
    site: 'north',
    result: 'done',
    at: 1_700_000_000_000 + n,
  } as const;
  const payload = entryPayload({
    ...{ type: 'act', version: 1, actId: id, actor: 'p-berta', kioskId: 'north-1', transactionId: null, subject: null },
    ...about,
    details: {},
  });
  const salt = createHash('sha256').update(id).digest();
  const hash = createHash('sha256').update(salt).update(payload).digest();
  const entry = Buffer.concat([Buffer.from([1, CODE >> 8, CODE & 0xff]), hash]);
  const event = Buffer.from(id, 'hex');
  const named = { subject: `act/${id}`, type: 'act' };
  return {
    event,
    entry,
    opening: { event, ...named, entry, salt, payload: Buffer.from(payload), entry_index: n },
    row: {
      id,
      ...about,
      person_id: 'p-berta',
      kiosk_id: 'north-1',
      transaction_id: null,
      subject: null,
      details: '{}',
    },
  };
}

async function headOf(): Promise<void> {
  const root = rootOf(edge);
  const text = checkpointText({ origin: log.signer.key.name, size: edge.size, root });
  const checkpoint = formatNote({ text, signatures: [await log.signer.sign(text)] });
  await putHead(writer, 'integrated', { size: edge.size, root, checkpoint });
}

async function markAt(size: number): Promise<void> {
  const root = await rangeHash(nodeReader(reader, size), { from: 0, to: size });
  await writeMark(markFile, log.signer, { size, root, differs: false, fullAt: 0, number: 0, entries: undefined });
}
