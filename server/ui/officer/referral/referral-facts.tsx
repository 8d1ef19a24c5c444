import type { ReferralView } from '../../../views/referral.ts';
import { STEPS } from '../../../contract/vocabulary.ts';
import { dateAndTime, duration, timeOfDay } from '../../design/times.ts';
import { now } from '../../shell/live.ts';
import { DEVICE_WORDS, documentWord, STEP_WORDS } from '../../words.ts';
import { releasedWords, REFUSAL_WORDS } from '../../words-of-evidence.ts';
import { shortDigest } from '../outcomes/transaction-facts.tsx';
import { transactions } from '../state/console.ts';

/** What the lane says besides its checks. Of the document: its kind, its issuer, and a handle that is another tomorrow. */
export function ReferralFacts({ referral: { report, transactionId, kioskId } }: { readonly referral: ReferralView }) {
  const { document } = report;
  const viewings = transactions.value.find(({ id }) => id === `${kioskId} ${transactionId}`)?.viewings ?? [];
  const steps = STEPS.flatMap((step) => {
    const ms = report.durations[step];
    return ms === undefined ? [] : [`${STEP_WORDS[step]} ${duration(ms)}`];
  });
  return (
    <dl class="facts">
      <div>
        <dt>Document</dt>
        <dd>
          {document === null
            ? 'None read'
            : `${documentWord(document.type)} (${document.type}), issued by ${document.issuingState}`}
        </dd>
      </div>
      {document !== null && (
        <div>
          <dt>Document handle of the day</dt>
          <dd class="digest">{shortDigest(document.handle)}</dd>
        </div>
      )}
      <div>
        <dt>In the lane from</dt>
        <dd class="figures">{timeOfDay(report.startedAt, now.value)}</dd>
      </div>
      <div>
        <dt>Time taken</dt>
        <dd>{steps.join(', ') || 'Not measured'}</dd>
      </div>
      <div>
        <dt>Devices</dt>
        <dd>
          {report.devices
            .map(({ kind, simulated }) => `${DEVICE_WORDS[kind]}${simulated ? ' (simulated)' : ''}`)
            .join(', ') || 'None reported'}
        </dd>
      </div>
      {viewings.length > 0 && (
        <div>
          <dt>Evidence asked for</dt>
          <dd>
            <ul>
              {viewings.map((viewing) => (
                <li key={viewing.sequence}>
                  {dateAndTime(viewing.reportedAt)}:{' '}
                  {viewing.refusal === undefined
                    ? `released: ${releasedWords(viewing.released)}`
                    : `not released. ${REFUSAL_WORDS[viewing.refusal]}`}
                </li>
              ))}
            </ul>
          </dd>
        </div>
      )}
      <div>
        <dt>Transaction</dt>
        <dd>
          <span class="digest">{shortDigest(transactionId)}</span> at {kioskId}
        </dd>
      </div>
    </dl>
  );
}
