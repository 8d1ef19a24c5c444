import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { DriftView, VigilanceAnswer } from '../../../border/referrals/answers.ts';
import { Badge, type BadgeProps } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { StatePanel } from '../../design/state-panel.tsx';
import { dateAndTime } from '../../design/times.ts';
import { plural, t } from '../../languages/text.ts';
import type { Asked } from '../../sign-in/ask.ts';
import { Table } from '../../records/table.tsx';
import { read } from '../ask.ts';
import '../../design/record.css';
import { DRIFT_WORDS, TEST_RESULT_WORDS } from '../../words-of-referrals.ts';
import { refusalWords } from '../words.ts';
import './attention.css';

const VERDICTS: { readonly [Verdict in DriftView['verdict']]: Omit<BadgeProps, 'word'> } = {
  within: { tone: 'plain', icon: 'dash' },
  'more-often': { tone: 'note', icon: 'question' },
  'less-often': { tone: 'note', icon: 'question' },
  'too-few-to-say': { tone: 'plain', icon: 'dash' },
};

const number = (head: string) => ({ head, isNumber: true }) as const;

/** For supervisors: how tests of attention went, and whose decisions lie outside of what chance leaves. */
export function AttentionPage() {
  const asked = useSignal<Asked<VigilanceAnswer> | null>(null);
  const ask = async () => {
    asked.value = await read<VigilanceAnswer>('/v1/vigilance');
  };
  useEffect(() => void ask(), []);
  const { value } = asked;
  if (value === null) return <StatePanel kind="loading" title={t('Asking the server…')} />;
  if (value.kind === 'refused') {
    const isOffline = value.code === 'unreachable';
    return (
      <StatePanel
        kind={isOffline ? 'offline' : 'denied'}
        title={isOffline ? t('The figures of attention are not known.') : t('This is for supervisors.')}
        action={<Button label={t('Try again')} onPress={() => void ask()} />}
      >
        {refusalWords(value.code)}
      </StatePanel>
    );
  }
  const { drift, attention, notNoticed, since } = value.value;
  return (
    <div class="attention records">
      <section class="panel" aria-labelledby="drift-title">
        <h2 id="drift-title">{t('Admitted although the lane referred')}</h2>
        <p class="quiet">
          {t(
            'Since {date}, without tests and without travellers who had left. Cases are compared only with cases in which the lane had the same kind of doubt. Chance alone puts about one person in 370 outside the limits, and the cases at one desk can differ from those at others. A mark is a reason to discuss cases together, not a finding about a person. The absence of a mark proves nothing: the fewer colleagues and decisions there are, the wider the limits.',
            { date: dateAndTime(since) },
          )}
        </p>
        {drift.length === 0 ? (
          <StatePanel kind="empty" title={t('Nothing has been decided yet.')} />
        ) : (
          <Drift points={drift} />
        )}
      </section>
      <section class="panel" aria-labelledby="tests-title">
        <h2 id="tests-title">{t('Tests of attention')}</h2>
        {attention.length === 0 && notNoticed.length === 0 && (
          <StatePanel kind="empty" title={t('There has been none yet.')} />
        )}
        {attention.length > 0 && (
          <Table
            caption={t('Tests of attention, by person')}
            columns={[
              t('Person'),
              ...[
                number(TEST_RESULT_WORDS.sound),
                number(TEST_RESULT_WORDS.missed),
                number(TEST_RESULT_WORDS['not-scored']),
              ],
            ]}
          >
            {attention.map(({ person, sound, missed, notScored }) => (
              <tr key={person}>
                <th scope="row">{person}</th>
                <td class="number">{sound}</td>
                <td class="number">{missed}</td>
                <td class="number">{notScored}</td>
              </tr>
            ))}
          </Table>
        )}
        {notNoticed.map(({ site, count }) => (
          <p key={site}>
            {plural(
              count,
              '{site}: one test was not taken up in time.',
              '{site}: {count} tests were not taken up in time.',
              { site },
            )}
          </p>
        ))}
      </section>
    </div>
  );
}

function Drift({ points }: { readonly points: readonly DriftView[] }) {
  return (
    <Table
      caption={t('Decisions by person')}
      columns={[
        ...[t('Person'), number(t('Decided')), number(t('Admitted')), number(t('Expected from colleagues'))],
        ...[number(t('Usual range')), t('Result')],
      ]}
    >
      {points.map(({ person, cases, overridden, expected, limits, verdict }) => (
        <tr key={person}>
          <th scope="row">{person}</th>
          <td class="number">{cases}</td>
          <td class="number">{overridden}</td>
          <td class="number">{expected === null ? '–' : expected.toFixed(1)}</td>
          <td class="number">{limits === null ? '–' : t('{low} to {high}', { low: limits.low, high: limits.high })}</td>
          <td>
            <Badge {...VERDICTS[verdict]} word={DRIFT_WORDS[verdict]} />
          </td>
        </tr>
      ))}
    </Table>
  );
}
