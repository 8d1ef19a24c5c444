import { MODEL_ROLES } from '../../../contract/vocabulary.ts';
import type { ShownMatchReport, ShownReportOf } from '../../../reports/answers.ts';
import { DEVICE_WORDS, MODEL_WORDS } from '../../words.ts';
import { PASSAGE_WORDS } from '../../../reports/words.ts';
import { DeclarationFact, DocumentFact, Fact, shortDigest, TimeFact, ViewingsFact } from './report-facts.tsx';

/** What a report says besides its checks. Digests are shown by their beginnings; the whole is in the stored report. */
export function TransactionFacts({
  match,
  passage,
  viewings,
}: {
  readonly match: ShownMatchReport;
  readonly passage: ShownReportOf<'passage'> | null;
  readonly viewings: readonly ShownReportOf<'viewing'>[];
}) {
  return (
    <dl class="facts">
      <DocumentFact document={match.document} />
      <DeclarationFact declaration={match.declaration} />
      <Fact term="Passage">{passage === null ? 'Not reported' : PASSAGE_WORDS[passage.passage]}</Fact>
      <TimeFact durations={match.durations} />
      <Fact term="Devices">
        {match.devices.length === 0 && 'None reported'}
        <ul>
          {match.devices.map((device) => (
            <li key={device.kind}>
              {DEVICE_WORDS[device.kind]}: {device.model} {device.firmware}
              {device.simulated && ' (simulated)'}
            </li>
          ))}
        </ul>
      </Fact>
      <Fact term="Decided by">
        <ul>
          <li>
            Policy <span class="digest">{shortDigest(match.policyDigest)}</span>
          </li>
          <li>
            Notice <span class="digest">{shortDigest(match.noticeDigest)}</span>
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
      <Fact term="Report">
        Number {match.sequence} of {match.kioskId}, transaction{' '}
        <span class="digest">{shortDigest(match.transactionId)}</span>
      </Fact>
    </dl>
  );
}
