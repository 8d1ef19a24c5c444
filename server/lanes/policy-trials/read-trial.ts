import { setImmediate } from 'node:timers/promises';
import { REPORT_FORM } from '../../contract/envelope.ts';
import { readPayload } from '../../contract/payload.ts';
import { bytesColumn, integerColumn } from '../../platform/database/column.ts';
import type { Connection } from '../../platform/database/connection.ts';
import type { PolicyTrial } from './answers.ts';
import { trialCount } from './count-trial.ts';
import type { TrialPolicy } from './trial-policy.ts';

/** Four weeks: each day of the week as often as the others. */
const PERIOD_MS = 28 * 86_400_000;
const REPORTS_AT_ONCE = 100;
/** The newest reports of the period. On two cores they take some seconds. */
const MAX_REPORTS = 20_000;

/** Tries the policy on the newest reports. Lets other requests run in between. */
export async function readTrial(database: Connection, policy: TrialPolicy, nowMs: number): Promise<PolicyTrial> {
  const count = trialCount(policy);
  const from = Math.max(0, nowMs - PERIOD_MS);
  let earliest = nowMs;
  let before = Number.MAX_SAFE_INTEGER;
  for (let read = 0; read < MAX_REPORTS; read += REPORTS_AT_ONCE) {
    const rows: readonly Record<'feed_position' | 'payload', unknown>[] = await database('reports')
      .where('feed_position', '<', before)
      .where({ kind: 'match' })
      .orderBy('feed_position', 'desc')
      .limit(REPORTS_AT_ONCE)
      .select('feed_position', 'payload');
    let isPast = rows.length < REPORTS_AT_ONCE;
    for (const { feed_position, payload } of rows) {
      before = integerColumn(feed_position);
      const report = readPayload(REPORT_FORM, bytesColumn(payload));
      if (report.kind !== 'valid' || report.message.kind !== 'match') continue;
      const { reportedAt } = report.message;
      // Lanes can deliver late, so one older report does not mean that all others are older
      if (reportedAt < from) {
        isPast = true;
        continue;
      }
      earliest = Math.min(earliest, reportedAt);
      count.add(report.message);
    }
    if (isPast) break;
    await setImmediate();
  }
  return { from: earliest, to: nowMs, result: count.result() };
}
