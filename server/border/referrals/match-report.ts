import type { MatchReport } from '../../contract/report.ts';
import { countOutcome } from '../../records/reports/outcome-days.ts';
import type { ReportKind } from '../../records/reports/report-kind.ts';
import { newId } from './desk.ts';
import { ARISEN } from './referral.ts';
import { insertReferral } from './tables/referrals.ts';

export const MATCH_REPORTS: ReportKind<MatchReport> = {
  async derive(transaction, report, { receivedAt: arisenAt }) {
    await countOutcome(transaction, report);
    const { kioskId, transactionId, outcome } = report;
    if (outcome !== 'referred') return;
    await insertReferral(transaction, { id: newId(), kioskId, transactionId, arisenAt, ...ARISEN });
  },
  // The traveller waits for an officer
  isHeldBack: (_transaction, { outcome }) => Promise.resolve(outcome === 'referred'),
};
