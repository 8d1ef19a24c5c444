import { type Signal, useSignal } from '@preact/signals';
import { ROLES, type Role } from '../../platform/access/vocabulary.ts';
import type { TrainingOverview } from '../../people/training/answers.ts';
import { COURSE_IDS, type CourseId } from '../../people/training/vocabulary.ts';
import { propose } from '../decisions/send.ts';
import { Button } from '../design/button.tsx';
import { dayIn } from '../design/date-entry.ts';
import { DateField } from '../design/date-field.tsx';
import { Field } from '../design/field.tsx';
import { Ticks } from '../design/ticks.tsx';
import { t } from '../languages/text.ts';
import { COURSE_WORDS } from '../words-of-training.ts';
import { ROLE_WORDS } from '../words.ts';

type Asked = { readonly [One in Role]?: readonly CourseId[] };

/** Proposes which duties need which courses. It begins with the latest decision. */
export function PolicyForm({ overview: { policy, next } }: { readonly overview: TrainingOverview }) {
  const latest = next[0] ?? policy;
  const asked = useSignal<Asked>(
    Object.fromEntries(
      (latest?.requirements ?? []).map(({ role, courses }) => [
        role,
        COURSE_IDS.filter((one) => courses.includes(one)),
      ]),
    ),
  );
  const fromDay = useSignal('');
  const grace = useSignal(String(latest?.graceDays ?? 14));
  const words = useSignal('');
  const send = async (): Promise<void> => {
    const graceDays = Number(grace.value);
    const first = dayIn(fromDay.value);
    if (first === undefined || !/^\d{1,2}$/.test(grace.value) || graceDays > 90) {
      words.value = t('Choose the first day, and 0 to 90 days of grace.');
      return;
    }
    const requirements = ROLES.flatMap((role) => {
      const courses = asked.value[role] ?? [];
      return courses.length === 0 ? [] : [{ role, courses }];
    });
    words.value = (await propose('training-policy', { requirements, fromDay: first, graceDays })).words;
  };
  return (
    <details class="panel">
      <summary>{t('Propose which duties need which courses')}</summary>
      <div class="form training-form">
        <p class="quiet">
          {t(
            'Without a valid course the acts of a duty are refused from the first day. Safety acts, the course and the account always remain. Administrators are included only where two of them hold the courses.',
          )}
        </p>
        {ROLES.map((role) => (
          <RoleCourses key={role} role={role} asked={asked} />
        ))}
        <DateField label={t('First day')} value={fromDay} />
        <Field label={t('Days of grace for new people')} value={grace} inputMode="numeric" />
        <Button weight="main" label={t('Propose')} onPress={() => void send()} />
        <p role="status">{words.value}</p>
      </div>
    </details>
  );
}

function RoleCourses({ role, asked }: { readonly role: Role; readonly asked: Signal<Asked> }) {
  const chosen = {
    get value() {
      return asked.value[role] ?? [];
    },
    set value(courses: readonly CourseId[]) {
      asked.value = { ...asked.value, [role]: courses };
    },
  };
  return <Ticks title={ROLE_WORDS[role]} options={COURSE_IDS} words={COURSE_WORDS} chosen={chosen} />;
}
