import { createHash } from 'node:crypto';
import { poll } from '../../../platform/base/poll.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import { groupMonthOf } from '../../../contract/group-counts.ts';
import type { ImpostorTests } from '../../../contract/impostor-tests.ts';
import type { DocumentInForce } from '../../../contract/signed-document.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import { readGroupCounts } from '../../../records/kiosks/group-counts.ts';
import { enter } from '../../../records/ledger/entry/enter.ts';
import { firstObserved, type ObservedCount, readObserved } from '../records/observed-table.ts';
import { officerQuality } from '../rates/officer-quality.ts';
import { groupsOf, type LaneGroups } from './compose-groups.ts';
import { falseMatchesOf } from './compose-false-matches.ts';
import { cellsOf } from './compose-report.ts';
import {
  type ErrorRateReport,
  errorRateFile,
  errorRateSigningInput,
  type FalseMatches,
  SETTLED_AFTER_DAYS,
  SMALLEST_COUNT,
  MIN_TRIALS,
} from './error-rate-report.ts';
import { duePeriods, type Period } from './periods.ts';
import { type ImpostorTestSettings, readImpostorTests } from './read-impostor-tests.ts';
import { insertReport, listReports } from './report-table.ts';

const LOOK_EVERY_MS = 3_600_000;

type Context = Pick<RoomContext, 'knex' | 'queue' | 'clock' | 'events' | 'signer' | 'ledger'>;

/** Publishes the report of each month and year once it is settled. @returns a function that stops it */
export function publishReports(context: Context, tests?: ImpostorTestSettings): () => Promise<void> {
  const onFault = (error: unknown) => context.events.emit({ event: 'fault', where: 'observatory', error });
  return poll(context.clock, LOOK_EVERY_MS, () => publishDue(context, tests), onFault);
}

/** Publishes what is due and not published yet, oldest first. No person can prevent or change it; a published report stays as it is. */
export async function publishDue(context: Context, tests?: ImpostorTestSettings): Promise<void> {
  const first = await firstObserved(context.knex, 'month');
  if (first === undefined) return;
  const published = new Set((await listReports(context.knex)).map(({ period }) => period));
  const due = duePeriods(first, Math.round(context.clock.wallMs())).filter(({ name }) => !published.has(name));
  if (due.length === 0) return;
  const document = testsInForce(context, tests);
  for (const period of due) await publish(context, period, document && falseMatchesOf(document, period));
}

/** Without tests that can be used the report is published nevertheless: no person can prevent it by a file. */
function testsInForce(
  { clock, events }: Context,
  tests: ImpostorTestSettings | undefined,
): DocumentInForce<ImpostorTests> | undefined {
  if (tests === undefined) return undefined;
  try {
    return readImpostorTests(tests, Math.round(clock.wallMs()));
  } catch (error) {
    events.emit({ event: 'fault', where: 'observatory', error });
    return undefined;
  }
}

async function publish(
  { knex, queue, clock, signer, ledger }: Context,
  period: Period,
  falseMatches: FalseMatches | undefined,
): Promise<void> {
  const { name, from, to } = period;
  const counts = await readObserved(knex, { span: 'month', from, to });
  const quality = await officerQuality(knex, from, to);
  const groups = groupsOf(await lanesWithGroups(knex, period, counts));
  const madeAt = Math.round(clock.wallMs());
  const report: ErrorRateReport = {
    version: 1,
    kind: 'error-rates',
    period: name,
    from,
    to,
    madeAt,
    method: {
      standard: 'ISO/IEC 19795-1, transactions',
      confidence: 0.95,
      correction: 'Rogan-Gladen, Lang-Reiczigel, MOVER',
      ...quality,
      smallestCount: SMALLEST_COUNT,
      trialsLeast: MIN_TRIALS,
      settledAfterDays: SETTLED_AFTER_DAYS,
    },
    lanes: new Set(counts.map(({ kioskId }) => kioskId)).size,
    cells: cellsOf(counts, quality),
    ...(falseMatches !== undefined && { falseMatches }),
    ...(groups !== undefined && { groups }),
  };
  const file = errorRateFile(report, await signer.sign(errorRateSigningInput(report)), signer.publicKey);
  const digest = createHash('sha256').update(file).digest('hex');
  await queue.run(async (transaction) => {
    if (!(await insertReport(transaction, { period: name, madeAt, digest }, file))) return;
    await enter(transaction, `export/${digest}`, {
      type: 'export',
      version: 1,
      actId: null,
      partner: null,
      agreement: null,
      record: 'error-rates',
      format: 'json',
      digest,
      bytes: file.length,
      records: report.cells.length,
      at: madeAt,
    });
  });
  await ledger.settle();
}

/** Each lane that counts groups, with the travellers whom its reports say it looked for with the camera. */
async function lanesWithGroups(
  database: Connection,
  { from, to }: Period,
  counts: readonly ObservedCount[],
): Promise<readonly LaneGroups[]> {
  const lanes = await readGroupCounts(database, { from: groupMonthOf(from), to: groupMonthOf(to) });
  return [...lanes].map(([kioskId, answered]) => {
    const ofFaces = counts.filter((one) => one.kioskId === kioskId && one.modality === 'face');
    const travellers = ofFaces
      .filter(({ observation }) => observation === 'acquired' || observation === 'not-acquired')
      .reduce((sum, { count }) => sum + count, 0);
    return { counts: answered, travellers };
  });
}
