/** The counts of a delivery, as a partner stored them, against the rows of the report of a year. */
import { describe, expect, it } from 'vitest';
import { explainDelivery } from '../../../../../server/oversight/compliance/years/explain-year.ts';
import { judgeDelivery } from '../../../../../server/oversight/compliance/years/judge-delivery.ts';
import { agreementDigest } from '../../../../../server/sharing/agreement/agreement.ts';
import { periodAt } from '../../../../../server/sharing/projection/periods.ts';
import { SAMPLE_COUNTS, sampleAgreement } from '../../../sharing/fixtures/agreements.ts';

describe('the counts of a delivery', () => {
  it('tells of withheld counts what the table can show', () => {
    const table = { ...SAMPLE_COUNTS, fields: [{ field: 'site' as const, values: ['v0', 'v1'] }] };
    const agreed = sampleAgreement({ id: 'sample', datasets: [table], from: '2026-03-01', until: '2026-12-31' });
    const agreement = { id: 'sample', version: 1, digest: agreementDigest(agreed) };
    const period = periodAt('month', Date.UTC(2026, 2, 1));
    const signed = {
      ...{ content: JSON.stringify(agreed), digest: agreement.digest, signatures: '[]', signed_at: 1 },
      ...{ proposed_by: 'p', approved_by: 'q', entered_at: 1, paused_at: null, ended_at: null, stop_reason: null },
    };
    const row = {
      ...{ id: 'x', agreement: 'sample', kind: 'counts', dataset: 'crossings', period: '2026-03', version: 1 },
      ...{
        agreement_digest: agreement.digest,
        party: 'p',
        digest: 'd'.repeat(64),
        about: null,
        bytes: 1,
        refusal: null,
      },
      ...{
        made_at: 2,
        answer_until: null,
        keep_until: null,
        answer: null,
        signature: null,
        answered_at: null,
        overdue_at: null,
      },
    };
    const evidence = {
      rowsOf: (table: string) =>
        table === 'sharing_deliveries' ? [row] : table === 'sharing_agreements' ? [signed] : [],
    };
    const judge = (counts: readonly (number | null)[], total: number | null, smallestCell = 10) => {
      const cells = counts.map((count, at) => ({ values: [['v0', 'v1', '*'][at] ?? ''], count }));
      const protection = { kind: 'suppression', smallestCell };
      const content = { form: 1, agreement, dataset: 'crossings', period, fields: ['site'], protection, cells, total };
      return judgeDelivery(evidence, Buffer.from(JSON.stringify({ digest: row.digest, content })), undefined);
    };
    const kept = judge([20, null, null], 31);
    expect(kept).toEqual({ kind: 'suppression', shown: 1, withheld: 2, smallestCell: 10 });
    expect(explainDelivery('d.json', kept).map((line) => line.split(/\s{2,}/)[0])).toEqual([
      'CONFIRMED',
      'NOT CONFIRMABLE',
    ]);
    expect(judge([20, 9, null], 31)).toEqual({ kind: 'refused', code: 'too-small' });
    expect(judge([20, 12, null], 40)).toEqual({ kind: 'refused', code: 'computable' });
    expect(judge([20, 12, 11], 44)).toEqual({ kind: 'refused', code: 'impossible' });
    // The delivery names a smaller cell than the agreement, or more cells
    expect(judge([20, 9, 12], 41, 5)).toEqual({ kind: 'refused', code: 'outside-agreement' });
    expect(judge([20, 12, 11, 10], 53)).toEqual({ kind: 'refused', code: 'outside-agreement' });
  });
});
