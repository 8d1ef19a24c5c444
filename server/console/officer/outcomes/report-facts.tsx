/** The facts of a lane's report, in the same words for an outcome and a referral. */
import type { ComponentChildren } from 'preact';
import type { GrantRefusal } from '../../../contract/evidence-vocabulary.ts';
import type { MatchReport } from '../../../contract/report.ts';
import type { ShownMatchReport, ShownReportOf } from '../../../records/reports/answers.ts';
import { STEPS } from '../../../contract/vocabulary.ts';
import { dateAndTime, duration } from '../../design/times.ts';
import { rich, t } from '../../languages/text.ts';
import { CHANNEL_WORDS, documentWord, STEP_WORDS } from '../../words.ts';
import { releasedWords, REFUSAL_WORDS } from '../../words-of-evidence.ts';

export function Fact({ term, children }: { readonly term: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function DocumentFact({ document }: Pick<ShownMatchReport, 'document'>) {
  return (
    <Fact term={t('Document')}>
      {document === null
        ? t('None read')
        : t('{document} ({code}), issued by {state}', {
            document: documentWord(document.type),
            code: document.type,
            state: document.issuingState,
          })}
    </Fact>
  );
}

/** The channel of a declaration, if one was made. Its content is given to customs in person. */
export function DeclarationFact({ declaration }: Pick<MatchReport, 'declaration'>) {
  if (declaration === undefined) return null;
  return (
    <Fact term={t('Declaration to customs')}>
      {rich('{channel}, by the rules {rules} {digest}', {
        channel: CHANNEL_WORDS[declaration.channel],
        rules: declaration.rules,
        digest: <span class="digest">{shortDigest(declaration.rulesDigest)}</span>,
      })}
    </Fact>
  );
}

export function TimeFact({ durations }: Pick<MatchReport, 'durations'>) {
  const steps = STEPS.flatMap((step) => {
    const ms = durations[step];
    return ms === undefined ? [] : [`${STEP_WORDS[step]} ${duration(ms)}`];
  });
  return <Fact term={t('Time taken')}>{steps.join(', ') || t('Not measured')}</Fact>;
}

/** How a lane answered an officer who asked for evidence, the lane's wall time in ms. */
export interface Viewed {
  readonly at: number;
  readonly refusal: GrantRefusal | null;
  /** Where the report states it. */
  readonly released?: ShownReportOf<'viewing'>['released'];
}

/** Nothing if no one has asked. */
export function ViewingsFact({ viewings }: { readonly viewings: readonly Viewed[] }) {
  if (viewings.length === 0) return null;
  return (
    <Fact term={t('Evidence asked for')}>
      <ul>
        {viewings.map(({ at, refusal, released }, index) => (
          <li key={index}>
            {dateAndTime(at)}:{' '}
            {refusal === null ? t('released') : t('not released. {refusal}', { refusal: REFUSAL_WORDS[refusal] })}
            {refusal === null && released !== undefined && `: ${releasedWords(released)}`}
          </li>
        ))}
      </ul>
    </Fact>
  );
}

/** Eight digits in two groups: enough to distinguish two of one day by eye. */
export function shortDigest(hex: string): string {
  return `${hex.slice(0, 4)} ${hex.slice(4, 8)}`;
}
