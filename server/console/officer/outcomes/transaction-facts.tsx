import { MODEL_ROLES } from '../../../contract/vocabulary.ts';
import type { ShownMatchReport, ShownReportOf } from '../../../records/reports/answers.ts';
import { DEVICE_WORDS, MODEL_WORDS, PASSAGE_WORDS } from '../../words.ts';
import type { ReferralView } from '../../../border/referrals/answers.ts';
import { timeOfDay } from '../../design/times.ts';
import { rich, t } from '../../languages/text.ts';
import { now } from '../../shell/live.ts';
import { decidedWords } from '../../words-of-referrals.ts';
import { DeclarationFact, DocumentFact, Fact, shortDigest, TimeFact, ViewingsFact } from './report-facts.tsx';

/** The facts of a report besides its checks. Digests are shortened; the stored report has them in full. */
export function TransactionFacts({
  match,
  passage,
  viewings,
  decided,
}: {
  readonly match: ShownMatchReport;
  readonly passage: ShownReportOf<'passage'> | null;
  readonly viewings: readonly ShownReportOf<'viewing'>[];
  readonly decided: ReferralView['decision'];
}) {
  return (
    <dl class="facts">
      {decided !== null && (
        <Fact term={t('Decision of the officer')}>
          {decidedWords(decided)}. {decided.by}, {timeOfDay(decided.at, now.value)}
        </Fact>
      )}
      <DocumentFact document={match.document} />
      <DeclarationFact declaration={match.declaration} />
      <Fact term={t('Passage')}>{passage === null ? t('Not reported') : PASSAGE_WORDS[passage.passage]}</Fact>
      <TimeFact durations={match.durations} />
      <Fact term={t('Devices')}>
        {match.devices.length === 0 && t('None reported')}
        <ul>
          {match.devices.map((device) => (
            <li key={device.kind}>
              {DEVICE_WORDS[device.kind]}: {device.model} {device.firmware}
              {device.simulated && ` ${t('(simulated)')}`}
            </li>
          ))}
        </ul>
      </Fact>
      <Fact term={t('Policy, notice and models of the lane')}>
        <ul>
          <li>
            {rich('Policy {digest}', {
              digest: <span class="digest">{shortDigest(match.policyDigest)}</span>,
            })}
          </li>
          <li>
            {rich('Notice {digest}', {
              digest: <span class="digest">{shortDigest(match.noticeDigest)}</span>,
            })}
          </li>
          {MODEL_ROLES.map((role) => {
            const digest = match.modelDigests[role];
            return digest === undefined ? null : (
              <li key={role}>
                {MODEL_WORDS[role]} <span class="digest">{shortDigest(digest)}</span>
              </li>
            );
          })}
        </ul>
      </Fact>
      <ViewingsFact
        viewings={viewings.map(({ reportedAt: at, refusal = null, released }) => ({ at, refusal, released }))}
      />
      <Fact term={t('Report')}>
        {rich('Number {number} of {kioskId}, transaction {transaction}', {
          number: String(match.sequence),
          kioskId: match.kioskId,
          transaction: <span class="digest">{shortDigest(match.transactionId)}</span>,
        })}
      </Fact>
    </dl>
  );
}
