import type { ReleaseKind } from '../../contract/release.ts';
import { channelPair, JUDGED_CHANNELS, missedFor, NOT_JUDGED_REASONS } from '../../contract/shadow-passage.ts';
import type { PassageView } from '../../border/roll-outs/answers.ts';
import { Badge } from '../design/badge.tsx';
import { formatNumber } from '../languages/format.ts';
import { plural, rich, t } from '../languages/text.ts';
import { CHANNEL_WORDS, NOT_JUDGED_WORDS, PASSAGE_WORDS } from './words-of-releases.ts';

/** How a candidate agrees with the model or policy in use: counts of the fleet and the signed limits. */
export function ShadowPassage({ passage, kind }: { readonly passage: PassageView; readonly kind: ReleaseKind }) {
  const { state, judged, limits, counts, lanes } = passage;
  const { agreedPass, agreedRefuse, wouldPass, wouldRefuse } = counts;
  const missed = NOT_JUDGED_REASONS.filter((reason) => missedFor(counts, reason) > 0);
  return (
    <div class="shadow-passage">
      <Badge
        tone={state === 'within-limits' ? 'good' : state === 'exceeded' ? 'bad' : 'note'}
        icon={state === 'within-limits' ? 'tick' : state === 'exceeded' ? 'warning' : 'wait'}
        word={PASSAGE_WORDS[state]}
      />
      <span class="kiosk-name">
        {limits === null
          ? t('No shadow release of this file is published.')
          : besideWords(kind, { judged, wanted: limits.travellers, lanes })}
      </span>
      {limits !== null && judged > 0 && (
        <>
          <span class="kiosk-name quiet">
            {t('Agreed: {pass} pass, {refuse} refuse', { pass: agreedPass, refuse: agreedRefuse })}
          </span>
          <span class="kiosk-name quiet">
            {t('Only the candidate would pass: {count}, at most {high} %; limit {most} %', {
              count: wouldPass,
              high: percent(passage.wouldPassHigh),
              most: percent(limits.wouldPassMostPpm / 1_000_000),
            })}
          </span>
          <span class="kiosk-name quiet">
            {t('Only the candidate would refuse: {count}, at most {high} %; limit {most} %', {
              count: wouldRefuse,
              high: percent(passage.wouldRefuseHigh),
              most: percent(limits.wouldRefuseMostPpm / 1_000_000),
            })}
          </span>
        </>
      )}
      {counts.declarations !== undefined && <Declarations counts={counts.declarations} />}
      {missed.length > 0 && (
        <span class="kiosk-name quiet">
          {plural(
            missed.reduce((sum, reason) => sum + missedFor(counts, reason), 0),
            '{count} not judged',
            '{count} not judged',
          )}
          {': '}
          {missed.map((reason) => `${NOT_JUDGED_WORDS[reason]} ${missedFor(counts, reason)}`).join(', ')}
        </span>
      )}
    </div>
  );
}

/** Answers to the customs questions that both judged, by channel and by the rules on which they differ. */
function Declarations({
  counts: { channels, rules },
}: {
  readonly counts: NonNullable<PassageView['counts']['declarations']>;
}) {
  const differing = Object.entries(rules).filter(([, [, inUse, candidate]]) => inUse > 0 || candidate > 0);
  return (
    <>
      <table class="shadow-channels">
        <caption class="quiet">{t('Customs questions: rows by the policy in use, columns by the candidate')}</caption>
        <thead>
          <tr>
            <td />
            {JUDGED_CHANNELS.map((candidate) => (
              <th key={candidate} scope="col">
                {CHANNEL_WORDS[candidate]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {JUDGED_CHANNELS.map((inUse) => (
            <tr key={inUse}>
              <th scope="row">{CHANNEL_WORDS[inUse]}</th>
              {JUDGED_CHANNELS.map((candidate) => (
                <td key={candidate}>{formatNumber(channels[channelPair(inUse, candidate)] ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {differing.map(([rule, [both, inUse, candidate]]) => (
        <span key={rule} class="kiosk-name quiet">
          {rich('{rule}: holds for both {both}, only in use {inUse}, only for the candidate {candidate}', {
            rule: <span class="digest">{rule}</span>,
            both,
            inUse,
            candidate,
          })}
        </span>
      ))}
    </>
  );
}

function besideWords(kind: ReleaseKind, numbers: Readonly<Record<'judged' | 'wanted' | 'lanes', number>>): string {
  return kind === 'decision-policy'
    ? t('{judged} of {wanted} travellers judged beside the policy in use, at {lanes} lanes', numbers)
    : t('{judged} of {wanted} travellers judged beside the model in use, at {lanes} lanes', numbers);
}

function percent(share: number): number {
  return Math.round(10_000 * share) / 100;
}
