/**
 * The report of a year of a large log: bytes, seconds and memory to make it and to judge it. `npm run bench -- year-report`; `-- --entries
 * 7000000` sets the size. One hundred entries are 84 reports, 5 erasures, 5 rows of referrals, 2 decisions, 2 other acts and 2 other rows, so
 * that the file opens 12 of them. Making and judging run in processes of their own. Writes test/bench/results/year-report.json.
 */
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { judgeYearFile } from '../../server/oversight/compliance/years/judge-year-file.ts';
import { prepareYear, yearLines } from '../../server/oversight/compliance/years/make-year-file.ts';
import { connectReader, openDatabase } from '../../server/platform/database/database.ts';
import { openLedgerReader } from '../../server/platform/database/ledger-database.ts';
import { commitTo, entryPayload } from '../../server/records/ledger/entry/commitment.ts';
import type { EntryDraft } from '../../server/records/ledger/entry/entry.ts';
import { insertEntries, putHead, putTiles } from '../../server/records/ledger/log/log-tables.ts';
import { leafHash } from '../../server/contract/merkle/hash.ts';
import { checkpointText } from '../../server/platform/transparency/note/checkpoint.ts';
import { formatNote } from '../../server/platform/transparency/note/note.ts';
import { formatPolicy, NO_QUORUM } from '../../server/platform/transparency/proof/policy.ts';
import { EMPTY_EDGE, extend, rootOf } from '../../server/platform/transparency/tile/right-edge.ts';
import { openBenchLog } from './ledger/bench-log.ts';
import { writeRecord } from './support/record.ts';

const STEP = 4_096;
const YEAR = 2026;
const FROM = Date.UTC(YEAR, 0);
const YEAR_MS = Date.UTC(YEAR + 1, 0) - FROM;
const HEX = 'ab'.repeat(32);

interface Cost {
  readonly seconds: number;
  readonly megabytesOfMemory: number;
}

/** Shares of one hundred entries. */
function entryOf(n: number, total: number): { readonly subject: string; readonly entry: EntryDraft } {
  const at = FROM + Math.floor((n / total) * YEAR_MS);
  const of = n % 100;
  const id = n.toString(16).padStart(32, '0');
  if (of < 84) {
    const report = { kioskId: 'north-1', sequence: n + 1, digest: HEX, feedPosition: n + 1, receivedAt: at };
    return { subject: `report/${n}`, entry: { type: 'report', version: 1, ...report } };
  }
  if (of < 89) {
    const about = { cause: 'passage-ended', kioskId: 'north-1', receiptDigest: HEX, at } as const;
    const erased = { retentionClass: 'cleared', erased: 40 } as const;
    return { subject: `erasure/${id}`, entry: { type: 'erasure', version: 2, ...about, events: [], ...erased } };
  }
  if (of < 94 || of >= 98) {
    const [table, reported] = of < 94 ? (['referrals', 'number'] as const) : (['sessions', 'nothing'] as const);
    const row = { table, reported, key: [id], before: of % 2 === 0 ? null : HEX, content: HEX };
    return { subject: `row/${table}/${id}`, entry: { type: 'row', version: 3, ...row } };
  }
  const decides = of < 96;
  const act = decides ? 'referral.decide' : 'referral.take';
  const step = decides ? { step: 'decide', outcome: 'admitted-after-manual-check' } : { step: 'take' };
  const place = { site: 'north', kioskId: 'north-1', transactionId: id, subject: id, result: 'done' } as const;
  const who = { actId: id, actor: 'p-anna', role: 'officer', act, details: step, at } as const;
  return { subject: `act/${id}`, entry: { type: 'act', version: 2, decides, ...who, ...place } };
}

/** A log in a folder, published, with an opening for each entry. */
async function fillLog(total: number) {
  const log = await openBenchLog();
  const { writer } = log.database;
  const { knex } = await openDatabase({ dataDir: log.folder });
  for (const one of [writer, knex]) await one.raw('pragma synchronous=off');
  let edge = EMPTY_EDGE;
  while (edge.size < total) {
    const first = edge.size;
    const made = Array.from({ length: Math.min(STEP, total - first) }, (_, at) => {
      const { subject, entry } = entryOf(first + at, total);
      const opening = { salt: randomBytes(32), payload: Buffer.from(entryPayload(entry)) };
      const bytes = Buffer.from(commitTo(entry, opening));
      const event = randomBytes(16);
      return {
        event,
        entry: bytes,
        row: { event, subject, type: entry.type, entry: bytes, ...opening, entry_index: first + at },
      };
    });
    const grown = extend(
      edge,
      made.map(({ entry }) => leafHash(entry)),
    );
    await writer.transaction(async (transaction) => {
      await insertEntries(transaction, first, made);
      await putTiles(transaction, grown.tiles);
    });
    await knex.transaction(async (transaction) => {
      for (let from = 0; from < made.length; from += 400)
        await transaction('ledger_openings').insert(made.slice(from, from + 400).map(({ row }) => row));
    });
    edge = grown.edge;
  }
  const root = rootOf(edge);
  const text = checkpointText({ origin: log.signer.key.name, size: edge.size, root });
  const checkpoint = formatNote({ text, signatures: [await log.signer.sign(text)] });
  for (const kind of ['integrated', 'published'] as const)
    await putHead(writer, kind, { size: edge.size, root, checkpoint });
  for (const one of [writer, knex]) await one.raw('pragma wal_checkpoint(truncate)');
  await knex.destroy();
  const policy = {
    logs: [{ key: log.signer.key, url: undefined }],
    witnesses: [],
    groups: new Map(),
    quorum: NO_QUORUM,
  };
  writeFileSync(join(log.folder, 'policy'), formatPolicy(policy));
  return log;
}

async function make(folder: string): Promise<object> {
  const knex = connectReader({ dataDir: folder });
  const log = await openLedgerReader({ dataDir: folder });
  const queue = {
    run: (work: (transaction: never) => Promise<never>) => knex.transaction((one) => work(one as never)),
  };
  const source = { knex, log: log.reader, queue: queue as never };
  const prepared = await prepareYear(source, YEAR, Date.UTC(YEAR + 1, 0, 2));
  if (prepared === undefined) throw new Error('not published');
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(join(folder, 'year.ndjson'), 'w');
  for await (const piece of yearLines(source, prepared, () => undefined)) {
    const some = Buffer.from(piece);
    hash.update(some);
    bytes += some.length;
    await file.writeFile(some);
  }
  await file.close();
  await knex.destroy();
  await log.close();
  return { megabytes: Math.round(bytes / 1e6) };
}

async function judge(folder: string): Promise<object> {
  const policy = readFileSync(join(folder, 'policy'), 'utf8');
  const judged = await judgeYearFile(createReadStream(join(folder, 'year.ndjson')), policy);
  if (judged.kind !== 'year' || judged.faults.length > 0) throw new Error(JSON.stringify(judged));
  const confirmed = judged.figures.filter(({ verdict }) => verdict.kind === 'confirmed').length;
  return { confirmed, figures: judged.figures.length };
}

async function inProcess(step: 'make' | 'judge', folder: string): Promise<Cost & Readonly<Record<string, number>>> {
  const at = performance.now();
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), '--step', step, '--folder', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  for await (const piece of child.stdout) text += String(piece);
  const seconds = Math.round((performance.now() - at) / 100) / 10;
  return { seconds, ...(JSON.parse(text) as { megabytesOfMemory: number }) };
}

const string = { type: 'string' } as const;
const { values } = parseArgs({
  options: { entries: { ...string, default: '1000000' }, step: string, folder: string },
});
const { step, folder } = values;
if (folder !== undefined && (step === 'make' || step === 'judge')) {
  const result = await (step === 'make' ? make(folder) : judge(folder));
  const megabytesOfMemory = Math.round(process.resourceUsage().maxRSS / 1_024);
  process.stdout.write(JSON.stringify({ ...result, megabytesOfMemory }));
} else {
  const loadBefore = Number(loadavg()[0]?.toFixed(1));
  const entries = Number(values.entries);
  const log = await fillLog(entries);
  const made = await inProcess('make', log.folder);
  const judged = await inProcess('judge', log.folder);
  await log.close();
  console.table({ made, judged });
  const bars = {
    'every figure is confirmed': judged['confirmed'] === judged['figures'],
    'making needs at most 400 MB': made.megabytesOfMemory <= 400,
    'judging needs at most 400 MB': judged.megabytesOfMemory <= 400,
  };
  console.table(bars);
  writeRecord('year-report', { loadBefore, entries, made, judged, bars });
}
