import { randomBytes } from 'node:crypto';
import { Sequencer } from '../../../server/records/ledger/log/sequencer.ts';
import type { Connection } from '../../../server/platform/database/connection.ts';
import { openBenchLog, percentile, rounded } from './bench-log.ts';

const BATCH = 256;
const RUN_MS = 6_000;
const PACED_A_SECOND = 500;
const PACED_S = 12;

const newEntry = () => ({ event: randomBytes(16), entry: randomBytes(35) });

async function withSequencer<T>(use: (sequencer: Sequencer) => Promise<T>): Promise<T> {
  const log = await openBenchLog();
  const sequencer = await Sequencer.open(log);
  const value = await use(sequencer);
  await sequencer.close();
  await log.close();
  return value;
}

/** Durable entries per second when `atOnce` entries are submitted together. */
function throughput(atOnce: number): Promise<number> {
  return withSequencer(async (sequencer) => {
    const started = performance.now();
    let entries = 0;
    while (performance.now() - started < RUN_MS) {
      await Promise.all(Array.from({ length: atOnce }, () => sequencer.submit(newEntry())));
      entries += atOnce;
    }
    return entries / ((performance.now() - started) / 1_000);
  });
}

/** Times from submission to durable at a constant rate, ms. */
function paced(): Promise<number[]> {
  return withSequencer(async (sequencer) => {
    const latencies: number[] = [];
    const waiting: Promise<void>[] = [];
    const started = performance.now();
    for (let sent = 0; sent < PACED_A_SECOND * PACED_S; ) {
      const due = Math.floor(((performance.now() - started) / 1_000) * PACED_A_SECOND);
      for (; sent < due; sent++) {
        const at = performance.now();
        waiting.push(sequencer.submit(newEntry()).then(() => void latencies.push(performance.now() - at)));
      }
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await Promise.all(waiting);
    return latencies;
  });
}

/**
 * For comparison: the same rows in the same SQLite by the same library in the same batches, synced, without the log.
 */
async function plainRows(): Promise<number> {
  const log = await openBenchLog();
  const { writer }: { writer: Connection } = log.database;
  const started = performance.now();
  let entries = 0;
  while (performance.now() - started < RUN_MS) {
    const values = Array.from({ length: BATCH }, (_, at) => [entries + at, randomBytes(16), randomBytes(35)]).flat();
    await writer.transaction((transaction) =>
      transaction.raw(
        `insert into entries (entry_index, event, entry) values ${Array.from({ length: BATCH }, () => '(?,?,?)').join()}`,
        values,
      ),
    );
    entries += BATCH;
  }
  const speed = entries / ((performance.now() - started) / 1_000);
  await log.close();
  return speed;
}

export async function measureWrites() {
  const batched = await throughput(BATCH);
  const plain = await plainRows();
  const single = await throughput(1);
  const latencies = await paced();
  return {
    durableEntriesPerSecond: { [`batches of ${BATCH}`]: Math.round(batched), 'one at a time': Math.round(single) },
    plainSqliteRowsPerSecond: Math.round(plain),
    submitToDurableMs: {
      entriesPerSecond: PACED_A_SECOND,
      entries: latencies.length,
      p50: rounded(percentile(latencies, 0.5)),
      p99: rounded(percentile(latencies, 0.99)),
      most: rounded(Math.max(...latencies)),
    },
  };
}
