import type { ReferralView } from '../../../views/referral.ts';
import { timeOfDay } from '../../design/times.ts';
import { now } from '../../shell/live.ts';
import { DEVICE_WORDS } from '../../words.ts';
import { DocumentFact, Fact, shortDigest, TimeFact, ViewingsFact } from '../outcomes/report-facts.tsx';
import { transactions } from '../state/console.ts';

/** What the lane says besides its checks. Of the document: its kind, its issuer, and a handle that is another tomorrow. */
export function ReferralFacts({ referral: { report, transactionId, kioskId } }: { readonly referral: ReferralView }) {
  const { document } = report;
  const viewings = transactions.value.find(({ id }) => id === `${kioskId} ${transactionId}`)?.viewings ?? [];
  return (
    <dl class="facts">
      <DocumentFact document={document} />
      {document !== null && (
        <Fact term="Document handle of the day">
          <span class="digest">{shortDigest(document.handle)}</span>
        </Fact>
      )}
      <Fact term="In the lane from">
        <span class="figures">{timeOfDay(report.startedAt, now.value)}</span>
      </Fact>
      <TimeFact durations={report.durations} />
      <Fact term="Devices">
        {report.devices
          .map(({ kind, simulated }) => `${DEVICE_WORDS[kind]}${simulated ? ' (simulated)' : ''}`)
          .join(', ') || 'None reported'}
      </Fact>
      <ViewingsFact viewings={viewings} />
      <Fact term="Transaction">
        <span class="digest">{shortDigest(transactionId)}</span> at {kioskId}
      </Fact>
    </dl>
  );
}
