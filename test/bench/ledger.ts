/**
 * The cost of the ledger: durable entries per second, time from submission to durable at 500 per second, time from a
 * report to its receipt through the whole server, verification of a proof with ML-DSA-44, and a start with a large
 * log. `npm run bench -- ledger`; `-- --entries 10000000` sets the size of the large log, which takes minutes and 2
 * GB. Plain rows in the same SQLite are the comparison. Writes test/bench/results/ledger.json.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { measureLargeLog } from './ledger/large-log.ts';
import { measureReports } from './ledger/report-speed.ts';
import { measureVerification } from './ledger/verify-speed.ts';
import { measureWrites } from './ledger/write-speed.ts';
import { writeRecord } from './support/record.ts';

const { values } = parseArgs({ options: { entries: { type: 'string', default: '1000000' } } });

/** Other load on the machine affects every latency. */
const loadBefore = Number(loadavg()[0]?.toFixed(1));
const writes = await measureWrites();
console.table(writes.durableEntriesPerSecond);
console.table({ 'plain rows, for comparison': writes.plainSqliteRowsPerSecond });
console.table(writes.submitToDurableMs);
const reports = await measureReports();
console.table({ ...reports, receiptMs: `p50 ${reports.receiptMs.p50}, p99 ${reports.receiptMs.p99}` });
const verification = await measureVerification();
console.table(verification);
const largeLog = await measureLargeLog(Number(values.entries));
console.log(largeLog);
const bars = {
  'at least 5,000 durable entries/s in batches': writes.durableEntriesPerSecond['batches of 256'] >= 5_000,
  'submit to durable p99 at most 50 ms at 500/s': writes.submitToDurableMs.p99 <= 50,
  'verification below 50 ms': verification.p99Ms < 50,
  'start at most 50 ms': largeLog.startMs.first <= 50,
};
console.table(bars);
writeRecord('ledger', { loadBefore, writes, reports, verification, largeLog, bars });
