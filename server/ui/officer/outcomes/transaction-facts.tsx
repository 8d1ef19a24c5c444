import type { MatchReport, PassageReport, ViewingReport } from '../../../contract/report.ts';
import { MODEL_ROLES, STEPS } from '../../../contract/vocabulary.ts';
import { DEVICE_WORDS, documentWord, MODEL_WORDS, PASSAGE_WORDS, STEP_WORDS } from '../../words.ts';
import { releasedWords, REFUSAL_WORDS } from '../../words-of-evidence.ts';
import { dateAndTime, duration } from '../../design/times.ts';

/** What a report says besides its checks. Digests are shown by their beginnings; the whole is in the stored report. */
export function TransactionFacts({
  match,
  passage,
  viewings,
}: {
  readonly match: MatchReport;
  readonly passage: PassageReport | null;
  readonly viewings: readonly ViewingReport[];
}) {
  return (
    <dl class="facts">
      <Fact term="Document">
        {match.document === null
          ? 'None read'
          : `${documentWord(match.document.type)} (${match.document.type}), issued by ${match.document.issuingState}`}
      </Fact>
      {match.document !== null && (
        <Fact term={`Document handle on ${match.document.handleEpoch}`}>
          <span class="digest">{shortDigest(match.document.handle)}</span>
        </Fact>
      )}
      <Fact term="Passage">{passage === null ? 'Not reported' : PASSAGE_WORDS[passage.passage]}</Fact>
      <Fact term="Time taken">
        {STEPS.flatMap((step) => {
          const ms = match.durations[step];
          return ms === undefined ? [] : [`${STEP_WORDS[step]} ${duration(ms)}`];
        }).join(', ') || 'Not measured'}
      </Fact>
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
      {viewings.length > 0 && (
        <Fact term="Evidence asked for">
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
        </Fact>
      )}
      <Fact term="Report">
        Number {match.sequence} of {match.kioskId}, transaction{' '}
        <span class="digest">{shortDigest(match.transactionId)}</span>
      </Fact>
    </dl>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Eight digits in two groups: enough to tell two of a day apart by eye. */
export function shortDigest(hex: string): string {
  return `${hex.slice(0, 4)} ${hex.slice(4, 8)}`;
}
