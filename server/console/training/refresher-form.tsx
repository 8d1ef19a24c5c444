import { useSignal } from '@preact/signals';
import { ROLES, type Role } from '../../platform/access/vocabulary.ts';
import type { TrainingOverview } from '../../people/training/answers.ts';
import { COURSE_IDS, type CourseId, PROPOSED_CAUSES, type ProposedCause } from '../../people/training/vocabulary.ts';
import { propose } from '../decisions/send.ts';
import { Button } from '../design/button.tsx';
import { Choice, Select } from '../design/choice.tsx';
import { dayIn } from '../design/date-entry.ts';
import { DateField } from '../design/date-field.tsx';
import { Field } from '../design/field.tsx';
import { Ticks } from '../design/ticks.tsx';
import { t, translated } from '../languages/text.ts';
import { CAUSE_WORDS, COURSE_WORDS } from '../words-of-training.ts';
import { ROLE_WORDS } from '../words.ts';

const WHO = ['role', 'people'] as const;
const WHO_WORDS = translated({ role: 'Everyone with a duty', people: 'Named people' });

/** Proposes that a role or named people take a course again. */
export function RefresherForm({ people }: Pick<TrainingOverview, 'people'>) {
  const course = useSignal<CourseId | null>(null);
  const who = useSignal<(typeof WHO)[number]>('role');
  const role = useSignal<Role>('officer');
  const named = useSignal<readonly string[]>([]);
  const byDay = useSignal('');
  const cause = useSignal<ProposedCause | null>(null);
  const reference = useSignal('');
  const words = useSignal('');
  const names = Object.fromEntries(people.map(({ personId, displayName }) => [personId, displayName]));
  const isNamed = who.value === 'people';
  const send = async (): Promise<void> => {
    const day = dayIn(byDay.value);
    const isComplete =
      course.value !== null &&
      cause.value !== null &&
      day !== undefined &&
      reference.value.trim().length >= 2 &&
      (!isNamed || named.value.length > 0);
    if (!isComplete) {
      words.value = t('Complete every field first.');
      return;
    }
    const concerned = isNamed ? { people: named.value, role: null } : { people: null, role: role.value };
    const about = { course: course.value, byDay: day, cause: cause.value, reference: reference.value };
    words.value = (await propose('training-refresher', { ...about, ...concerned })).words;
  };
  return (
    <details class="panel">
      <summary>{t('Propose that people take a course again')}</summary>
      <div class="form training-form">
        <div class="filters">
          <Select
            title={t('Course')}
            options={COURSE_IDS}
            words={COURSE_WORDS}
            chosen={course.value}
            onChoose={(one) => (course.value = one)}
          />
          <Select
            title={t('Cause')}
            options={PROPOSED_CAUSES}
            words={CAUSE_WORDS}
            chosen={cause.value}
            onChoose={(one) => (cause.value = one)}
          />
        </div>
        <Choice
          title={t('People ## of a refresher')}
          options={WHO}
          words={WHO_WORDS}
          chosen={who.value}
          onChoose={(one) => (who.value = one)}
        />
        {isNamed ? (
          <Ticks
            title={t('Named people')}
            options={people.map(({ personId }) => personId)}
            words={names}
            chosen={named}
          />
        ) : (
          <Select
            title={t('Duty')}
            options={ROLES}
            words={ROLE_WORDS}
            chosen={role.value}
            onChoose={(one) => (role.value = one)}
          />
        )}
        <DateField label={t('Last day')} value={byDay} />
        <Field label={t('File number')} value={reference} hint={t('Name no traveller.')} />
        <Button weight="main" label={t('Propose')} onPress={() => void send()} />
        <p role="status">{words.value}</p>
      </div>
    </details>
  );
}
