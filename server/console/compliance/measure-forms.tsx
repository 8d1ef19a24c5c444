import { useSignal } from '@preact/signals';
import type { MeasureView } from '../../oversight/compliance/actions/answers.ts';
import {
  MEASURE_KINDS,
  MEASURE_OUTCOMES,
  MEASURE_SOURCES,
  type MeasureKind,
  type MeasureSource,
} from '../../oversight/compliance/actions/vocabulary.ts';
import { propose } from '../decisions/send.ts';
import { Button } from '../design/button.tsx';
import { Select } from '../design/choice.tsx';
import { dayIn } from '../design/date-entry.ts';
import { DateField } from '../design/date-field.tsx';
import { Field } from '../design/field.tsx';
import { t } from '../languages/text.ts';
import { EndForm } from './end-form.tsx';
import { TextArea } from './text-area.tsx';
import { MEASURE_KIND_WORDS, MEASURE_OUTCOME_WORDS, MEASURE_SOURCE_WORDS } from './words-of-measures.ts';

/** Shortest text that the server takes. */
const SHORTEST = 20;

/** Proposes a new entry. */
export function EnterMeasureForm() {
  const kind = useSignal<MeasureKind | null>(null);
  const source = useSignal<MeasureSource | null>(null);
  const reference = useSignal('');
  const text = useSignal('');
  const responsible = useSignal('');
  const dueDay = useSignal('');
  const amount = useSignal('');
  const currency = useSignal('EUR');
  const words = useSignal('');
  const hasAmount = kind.value === 'penalty' && amount.value.trim() !== '';
  const dueOn = dayIn(dueDay.value);
  const isComplete =
    kind.value !== null &&
    source.value !== null &&
    reference.value.trim().length >= 2 &&
    responsible.value.trim().length >= 2 &&
    text.value.trim().length >= SHORTEST &&
    dueOn !== undefined;
  const send = async (): Promise<void> => {
    if (!isComplete) {
      words.value = t('Complete every field first.');
      return;
    }
    const money = hasAmount
      ? { amount: Number(amount.value), currency: currency.value }
      : { amount: null, currency: null };
    const about = {
      reference: reference.value,
      text: text.value,
      responsible: responsible.value,
      dueDay: dueOn,
    };
    const payload = { change: 'enter', kind: kind.value, source: source.value, ...about, ...money };
    words.value = (await propose('corrective-action', payload)).words;
  };
  return (
    <details class="panel breach-form">
      <summary>{t('Propose an entry')}</summary>
      <div class="filters">
        <Select
          title={t('Kind')}
          options={MEASURE_KINDS}
          words={MEASURE_KIND_WORDS}
          chosen={kind.value}
          onChoose={(one) => (kind.value = one)}
        />
        <Select
          title={t('Required by')}
          options={MEASURE_SOURCES}
          words={MEASURE_SOURCE_WORDS}
          chosen={source.value}
          onChoose={(one) => (source.value = one)}
        />
        <DateField label={t('Last day')} value={dueDay} />
      </div>
      <Field label={t('File number')} value={reference} />
      <Field label={t('Carried out by')} value={responsible} />
      {kind.value === 'penalty' && (
        <div class="filters">
          <Field label={t('Amount, in the smallest unit')} value={amount} inputMode="numeric" />
          <Field label={t('Currency')} value={currency} isExact />
        </div>
      )}
      <TextArea label={t('Text, in at least 20 characters')} value={text} hint={t('Name no traveller.')} />
      <Button weight="main" label={t('Propose')} onPress={() => void send()} />
      <p role="status">{words.value}</p>
    </details>
  );
}

interface MeasureFormProps {
  readonly one: MeasureView;
}

/** Proposes the end of an entry. */
export function EndMeasureForm({ one: { id } }: MeasureFormProps) {
  return (
    <EndForm
      outcomes={MEASURE_OUTCOMES}
      words={MEASURE_OUTCOME_WORDS}
      kind="corrective-action"
      payload={(outcome, evidence) => ({ change: 'end', measure: id, outcome, evidence })}
    />
  );
}

/** Proposes more time for an entry. */
export function ExtendMeasureForm({ one: { id, dueDay } }: MeasureFormProps) {
  const day = useSignal('');
  const reasons = useSignal('');
  const words = useSignal('');
  const laterDay = dayIn(day.value) ?? '';
  const isComplete = laterDay > dueDay && reasons.value.trim().length >= SHORTEST;
  const send = async (): Promise<void> => {
    if (!isComplete) {
      words.value = t('Choose a later day, and give the reasons in at least 20 characters.');
      return;
    }
    const payload = { change: 'extend', measure: id, dueDay: laterDay, reasons: reasons.value };
    words.value = (await propose('corrective-action', payload)).words;
  };
  return (
    <details class="breach-form">
      <summary>{t('Propose more time')}</summary>
      <DateField label={t('Last day')} value={day} />
      <TextArea label={t('Reasons, in at least 20 characters')} value={reasons} />
      <Button label={t('Propose')} onPress={() => void send()} />
      <p role="status">{words.value}</p>
    </details>
  );
}
