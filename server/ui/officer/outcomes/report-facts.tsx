/** What an outcome and a referral tell of a lane's report in the same words. */
import type { ComponentChildren } from 'preact';
import type { MatchReport, ViewingReport } from '../../../contract/report.ts';
import { STEPS } from '../../../contract/vocabulary.ts';
import { dateAndTime, duration } from '../../design/times.ts';
import { documentWord, STEP_WORDS } from '../../words.ts';
import { releasedWords, REFUSAL_WORDS } from '../../words-of-evidence.ts';

export function Fact({ term, children }: { readonly term: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function DocumentFact({ document }: Pick<MatchReport, 'document'>) {
  return (
    <Fact term="Document">
      {document === null
        ? 'None read'
        : `${documentWord(document.type)} (${document.type}), issued by ${document.issuingState}`}
    </Fact>
  );
}

export function TimeFact({ durations }: Pick<MatchReport, 'durations'>) {
  const steps = STEPS.flatMap((step) => {
    const ms = durations[step];
    return ms === undefined ? [] : [`${STEP_WORDS[step]} ${duration(ms)}`];
  });
  return <Fact term="Time taken">{steps.join(', ') || 'Not measured'}</Fact>;
}

/** Nothing where nobody has asked. */
export function ViewingsFact({ viewings }: { readonly viewings: readonly ViewingReport[] }) {
  if (viewings.length === 0) return null;
  return (
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
  );
}

/** Eight digits in two groups: enough to tell two of a day apart by eye. */
export function shortDigest(hex: string): string {
  return `${hex.slice(0, 4)} ${hex.slice(4, 8)}`;
}
