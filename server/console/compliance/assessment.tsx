import { useSignal } from '@preact/signals';
import type { OneBreach } from '../../oversight/compliance/breaches/answers.ts';
import { DATA_KINDS, HARMS, PEOPLE_GROUPS, RISK_LEVELS } from '../../oversight/compliance/breaches/vocabulary.ts';
import { Button } from '../design/button.tsx';
import { Select } from '../design/choice.tsx';
import { Field } from '../design/field.tsx';
import { dateAndTime } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { act } from './act.ts';
import { Ticks } from '../design/ticks.tsx';
import { DATA_WORDS, GROUP_WORDS, HARM_WORDS, RISK_WORDS } from './words.ts';

/** The present assessment of the risk. */
export function AssessmentFacts({ one: { breach } }: { readonly one: OneBreach }) {
  const { assessment, assessedBy, awareAt } = breach;
  return (
    <dl class="breach-facts">
      <div>
        <dt>{t('Aware since')}</dt>
        <dd class="figures">{dateAndTime(awareAt)}</dd>
      </div>
      <div>
        <dt>{t('Risk to people')}</dt>
        <dd>
          {assessment === null ? t('Not assessed yet') : RISK_WORDS[assessment.risk]}{' '}
          <bdi class="quiet">{assessedBy}</bdi>
        </dd>
      </div>
      {assessment !== null && (
        <>
          <div>
            <dt>{t('Nature of the breach')}</dt>
            <dd>{assessment.harms.map((harm) => HARM_WORDS[harm]).join(', ')}</dd>
          </div>
          <div>
            <dt>{t('People concerned')}</dt>
            <dd>
              {assessment.groups.map((group) => GROUP_WORDS[group]).join(', ')}{' '}
              {assessment.people !== null && t('About {people} people.', { people: assessment.people })}
            </dd>
          </div>
          <div>
            <dt>{t('Kinds of data')}</dt>
            <dd>{assessment.data.map((kind) => DATA_WORDS[kind]).join(', ')}</dd>
          </div>
        </>
      )}
    </dl>
  );
}

export interface AssessmentFormProps {
  readonly one: OneBreach;
  readonly path: string;
  readonly onDone: (words: string) => void;
}

/** A number that a person typed; `null` for an empty field. */
function numberOf(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}

export function AssessmentForm({ one, path, onDone }: AssessmentFormProps) {
  const known = one.breach.assessment;
  const risk = useSignal(known?.risk ?? null);
  const harms = useSignal(known?.harms ?? []);
  const groups = useSignal(known?.groups ?? []);
  const data = useSignal(known?.data ?? []);
  const people = useSignal(known?.people?.toString() ?? '');
  const records = useSignal(known?.records?.toString() ?? '');
  const isMajor = useSignal(known?.isMajor ?? false);
  const isFederal = one.breach.laws.includes('us-federal');
  const isWhole = harms.value.length > 0 && groups.value.length > 0 && data.value.length > 0;
  const send = async (): Promise<void> => {
    const assessment = {
      ...{ risk: risk.value, harms: harms.value, groups: groups.value, data: data.value },
      ...{ people: numberOf(people.value), records: numberOf(records.value), isMajor: isMajor.value },
    };
    onDone(await act(path, { step: 'assess', assessment }, t('The assessment is recorded.')));
  };
  return (
    <details class="breach-form">
      <summary>{t('Assess the risk')}</summary>
      <Select
        title={t('Risk to people')}
        options={RISK_LEVELS}
        words={RISK_WORDS}
        chosen={risk.value}
        onChoose={(level) => (risk.value = level)}
      />
      <Ticks title={t('Nature of the breach')} options={HARMS} words={HARM_WORDS} chosen={harms} />
      <Ticks title={t('People concerned')} options={PEOPLE_GROUPS} words={GROUP_WORDS} chosen={groups} />
      <Ticks title={t('Kinds of data')} options={DATA_KINDS} words={DATA_WORDS} chosen={data} />
      <div class="filters">
        <Field label={t('Number of people, if known')} value={people} inputMode="numeric" isRequired={false} />
        <Field label={t('Number of records, if known')} value={records} inputMode="numeric" isRequired={false} />
      </div>
      {isFederal && (
        <label>
          <input
            type="checkbox"
            checked={isMajor.value}
            onChange={({ currentTarget }) => (isMajor.value = currentTarget.checked)}
          />
          <span>{t('It is a major incident as OMB defines it')}</span>
        </label>
      )}
      {risk.value !== null && isWhole && <Button label={t('Record the assessment')} onPress={() => void send()} />}
    </details>
  );
}
