import { REPORT_FORM } from '../../server/contract/envelope.ts';
import { readPayload } from '../../server/contract/payload.ts';
import type { Report } from '../../server/contract/report.ts';
import type { Connection } from '../../server/platform/database/connection.ts';
import { keptReports } from '../../server/records/reports/reports.ts';

export interface HeldReport {
  readonly feedPosition: number;
  readonly report: Report;
}

/** Every stored report of a server, in the feed's order, including those withheld from consoles. */
export async function reportsHeld(knex: Connection): Promise<HeldReport[]> {
  const rows = await keptReports(knex, 0, 10_000);
  return rows.map(({ feedPosition, payload }) => {
    const read = readPayload(REPORT_FORM, payload);
    if (read.kind === 'refused') throw new Error('a stored report does not match the contract');
    return { feedPosition, report: read.message };
  });
}
