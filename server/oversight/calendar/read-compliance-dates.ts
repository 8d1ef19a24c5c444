import { listMeasures } from '../compliance/actions/action-table.ts';
import { listBreaches } from '../compliance/breaches/breach-table.ts';
import { caseDuties } from '../compliance/breaches/case-duties.ts';
import { decisionsOf, noticesOf } from '../compliance/breaches/notice-table.ts';
import { STANDARDS } from '../compliance/controls/pack.ts';
import { FRAMEWORKS } from '../compliance/frameworks/frameworks.ts';
import type { FrameworkId } from '../compliance/frameworks/vocabulary.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { agreementsAt } from '../../sharing/agreement/in-force.ts';
import { listFindings } from '../../sharing/audits/audit-table.ts';
import { auditDates } from '../../sharing/audits/read-audits.ts';
import type { DraftedDate } from './answers.ts';
import { complianceDates, type ComplianceFacts } from './compliance-dates.ts';

const LISTED = 1_000;

/** @param chosen the frameworks that the configuration names */
export async function readComplianceDates(
  database: Connection,
  chosen: readonly FrameworkId[],
  now: number,
): Promise<DraftedDate[]> {
  const open = (await listBreaches(database, LISTED)).filter(({ state }) => state === 'open');
  const breaches: ComplianceFacts['breaches'][number][] = [];
  for (const breach of open) {
    const duties = caseDuties(breach, await noticesOf(database, breach.id), await decisionsOf(database, breach.id));
    breaches.push({ breach, duties });
  }
  return complianceDates({
    breaches,
    measures: await listMeasures(database, LISTED),
    agreements: await agreementsAt(database, now),
    audits: await auditDates(database, now),
    findings: await listFindings(database),
    standards: STANDARDS,
    frameworks: FRAMEWORKS.filter(({ id }) => chosen.includes(id)),
  });
}
