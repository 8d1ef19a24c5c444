import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { TrialList } from '../../oversight/detection/answers.ts';
import { ENTITY_KINDS, type EntityKind } from '../../oversight/detection/rules/entity.ts';
import { STATISTIC_IDS, type StatisticId } from '../../oversight/detection/rules/rule-ids.ts';
import { TRIAL_DAYS, TRIAL_LIMIT_NAMES } from '../../oversight/detection/trials/vocabulary.ts';
import { Badge, type BadgeProps } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { Select } from '../design/choice.tsx';
import { Field } from '../design/field.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime, dayOf } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { Loaded } from '../records/loaded.tsx';
import { Table } from '../records/table.tsx';
import { mayAct } from '../shell/session.ts';
import { Form } from '../sign-in/form.tsx';
import { ENTITY_WORDS, RULE_WORDS } from '../words-of-detection.ts';
import { act } from './act.ts';
import { Subject } from './finding-facts.tsx';
import { TRIAL_LIMIT_WORDS, TRIAL_STATE_WORDS } from './words.ts';

type Trial = TrialList['trials'][number];
type Result = NonNullable<Trial['result']>;

const DAY_MS = 86_400_000;
/** A progress on screen is not older. */
const PROGRESS_EVERY_MS = 1_000;
const CHANGES = [...TRIAL_LIMIT_NAMES, 'exception'] as const;
type Change = (typeof CHANGES)[number];

const LOOKS: { readonly [State in Trial['state']]: Omit<BadgeProps, 'word'> } = {
  running: { tone: 'caution', icon: 'wait' },
  done: { tone: 'good', icon: 'tick' },
  cancelled: { tone: 'plain', icon: 'cross' },
  failed: { tone: 'bad', icon: 'warning' },
};

/** Tries another limit of a rule, or an exception, over the last 90 days. */
export function Trials() {
  return (
    <Loaded<TrialList> path="/v1/detection/trials" away={t('A trial that is running continues.')}>
      {({ trials }, { again }) => (
        <>
          {mayAct('detection-exceptions.propose') && <BeginTrial again={again} />}
          {trials.length === 0 ? (
            <StatePanel kind="empty" title={t('No trial has been made since the server started.')} />
          ) : (
            trials.map((trial) => <OneTrial key={trial.id} trial={trial} again={again} />)
          )}
        </>
      )}
    </Loaded>
  );
}

function BeginTrial({ again }: { readonly again: () => void }) {
  const rule = useSignal<StatisticId | null>(null);
  const change = useSignal<Change | null>(null);
  const kind = useSignal<EntityKind | null>(null);
  const id = useSignal('');
  return (
    <section class="panel" aria-labelledby="trial-title">
      <h2 id="trial-title">{t('Try a change')}</h2>
      <p class="quiet">
        {t(
          'The server reads its records from their start and computes what the last {days} days would have shown. Nothing is changed.',
          { days: TRIAL_DAYS },
        )}
      </p>
      <Form
        send={t('Begin the trial')}
        sending={t('Beginning…')}
        onSend={async () => {
          const trouble = (said: string) => ({ words: said, waitS: null });
          const { value: chosen } = change;
          if (rule.value === null) return trouble(t('Choose a rule.'));
          if (chosen === null) return trouble(t('Choose a change.'));
          if (chosen === 'exception' && (kind.value === null || id.value.trim() === ''))
            return trouble(t('Name the subject of the exception.'));
          const asked =
            chosen === 'exception'
              ? { kind: 'exception', entity: { kind: kind.value, id: id.value.trim() } }
              : { kind: 'limit', limit: chosen };
          const begun = await act('/v1/detection/trials', { rule: rule.value, change: asked }, t('The trial runs.'));
          again();
          return begun.isDone ? undefined : trouble(begun.words);
        }}
      >
        <Select
          title={t('Rule')}
          options={STATISTIC_IDS}
          words={RULE_WORDS}
          chosen={rule.value}
          onChoose={(one) => (rule.value = one)}
        />
        <Select
          title={t('Change ## of a rule')}
          options={CHANGES}
          words={TRIAL_LIMIT_WORDS}
          chosen={change.value}
          onChoose={(one) => (change.value = one)}
        />
        {change.value === 'exception' && (
          <>
            <Select
              title={t('Kind of subject')}
              options={ENTITY_KINDS}
              words={ENTITY_WORDS}
              chosen={kind.value}
              onChoose={(one) => (kind.value = one)}
            />
            <Field label={t('Id of the subject')} value={id} maxLength={128} />
          </>
        )}
      </Form>
    </section>
  );
}

function OneTrial({ trial, again }: { readonly trial: Trial; readonly again: () => void }) {
  const { id, rule, change, state, read, of, startedAt, by, result } = trial;
  useEffect(() => {
    if (state !== 'running') return undefined;
    const timer = setTimeout(again, PROGRESS_EVERY_MS);
    return () => clearTimeout(timer);
  }, [trial]);
  return (
    <section class="panel" aria-labelledby={`trial-${id}`}>
      <h2 id={`trial-${id}`}>{RULE_WORDS[rule]}</h2>
      <p>
        {TRIAL_LIMIT_WORDS[change.kind === 'limit' ? change.limit : 'exception']}
        {change.kind === 'exception' && (
          <>
            {': '}
            <Subject entity={change.entity} />
          </>
        )}
      </p>
      <p class="quiet figures">
        {t('Begun {time} by {person}', { time: dateAndTime(startedAt), person: by })}{' '}
        <Badge {...LOOKS[state]} word={TRIAL_STATE_WORDS[state]} />
      </p>
      {state === 'running' && (
        <p>
          <progress max={Math.max(1, of)} value={Math.min(read, of)} aria-label={t('Records that were read')} />{' '}
          <span class="figures">{t('{read} of {of} records', { read, of })}</span>{' '}
          {mayAct('detection-exceptions.propose') && (
            <Button
              label={t('Cancel the trial')}
              onPress={() => {
                void act(`/v1/detection/trials/${id}/cancellation`, undefined, t('The trial is cancelled.')).then(
                  again,
                );
              }}
            />
          )}
        </p>
      )}
      {result !== null && <TrialResult result={result} change={change} />}
    </section>
  );
}

function TrialResult({ result, change }: { readonly result: Result } & Pick<Trial, 'change'>) {
  const { from, days, others, confirmed, lost, lostCount, notRepeated } = result;
  const total = (which: 'before' | 'after') => days.reduce((sum, one) => sum + one[which], 0);
  const values = { before: total('before'), after: total('after') };
  return (
    <>
      <p>
        {t('Findings of this rule: {before} as it is, {after} with the change.', values)}{' '}
        {t('Findings of the other rules: {before} as they are, {after} with the change.', others)}
      </p>
      <p>
        {t('Confirmed findings: {confirmed}. Lost with the change: {lost}.', { confirmed, lost: lostCount })}{' '}
        {notRepeated > 0 &&
          t('{count} of them do not arise from the present records, so the trial cannot judge them.', {
            count: notRepeated,
          })}
      </p>
      {lost.length > 0 && (
        <ul class="record-list">
          {lost.map((one) => (
            <li key={one.id}>
              <Subject entity={one.entity} /> <span class="figures">{dateAndTime(one.at)}</span>
            </li>
          ))}
        </ul>
      )}
      <p class="quiet">
        {change.kind === 'exception'
          ? t(
              'To adopt it, open a finding of this rule about the subject and propose the exception there. Two people decide.',
            )
          : t(
              'Limits are part of the release of this software and cannot be changed at a server. Give these numbers to its makers.',
            )}
      </p>
      <details>
        <summary>{t('Findings by day')}</summary>
        <Table
          caption={t('Days with a finding of this rule, the latest first')}
          columns={[t('Day'), { head: t('As it is'), isNumber: true }, { head: t('With the change'), isNumber: true }]}
        >
          {days
            .map((one, at) => ({ ...one, at: from + at * DAY_MS }))
            .filter(({ before, after }) => before + after > 0)
            .toReversed()
            .map(({ at, before, after }) => (
              <tr key={at}>
                <th scope="row" class="figures">
                  {dayOf(at)}
                </th>
                <td class="number figures">{before}</td>
                <td class="number figures">{after}</td>
              </tr>
            ))}
        </Table>
      </details>
    </>
  );
}
