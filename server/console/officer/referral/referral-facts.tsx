import type { ReferralView } from '../../../border/referrals/answers.ts';
import { timeOfDay } from '../../design/times.ts';
import { rich, t } from '../../languages/text.ts';
import { now } from '../../shell/live.ts';
import { DEVICE_WORDS } from '../../words.ts';
import { DeclarationFact, DocumentFact, Fact, shortDigest, TimeFact, ViewingsFact } from '../outcomes/report-facts.tsx';

/** The facts of the lane's report besides its checks. The document is given by its kind and its issuer. */
export function ReferralFacts({ referral }: { readonly referral: ReferralView }) {
  const { report, transactionId, kioskId, viewings } = referral;
  const { document, declaration } = report;
  return (
    <dl class="facts">
      <DocumentFact document={document} />
      <DeclarationFact declaration={declaration} />
      <Fact term={t('In the lane from')}>
        <span class="figures">{timeOfDay(report.startedAt, now.value)}</span>
      </Fact>
      <TimeFact durations={report.durations} />
      <Fact term={t('Devices')}>
        {report.devices
          .map(({ kind, simulated }) => `${DEVICE_WORDS[kind]}${simulated ? ' (simulated)' : ''}`)
          .join(', ') || t('None reported')}
      </Fact>
      <ViewingsFact viewings={viewings ?? []} />
      <Fact term={t('Transaction')}>
        {rich('{transaction} at {kioskId}', {
          transaction: <span class="digest">{shortDigest(transactionId)}</span>,
          kioskId,
        })}
      </Fact>
    </dl>
  );
}
