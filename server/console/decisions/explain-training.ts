/** Pure: explains proposals about training to their approver. */
import type { RefresherPayload, TrainingPolicyPayload } from '../../people/training/training-kinds.ts';
import type { DrillPayload } from '../../people/training/drills/drill-kind.ts';
import { t } from '../languages/text.ts';
import { CAUSE_WORDS, courseWords, SCENARIO_WORDS } from '../words-of-training.ts';
import { ROLE_WORDS } from '../words.ts';
import type { Explained, Line } from './explained.ts';

export function explainTrainingPolicy(policy: TrainingPolicyPayload, before: TrainingPolicyPayload | null): Explained {
  const coursesOf = (one: TrainingPolicyPayload | null, role: string) =>
    one?.requirements
      .find((asked) => asked.role === role)
      ?.courses.map(courseWords)
      .join(', ') ?? t('none');
  const roles = [...new Set([...policy.requirements, ...(before?.requirements ?? [])].map(({ role }) => role))];
  return {
    says:
      policy.requirements.length === 0
        ? t('From {day} no duty needs a course.', { day: policy.fromDay })
        : t('From {day} these duties need these courses. Without a valid one their acts are refused.', {
            day: policy.fromDay,
          }),
    lines: [
      ...roles.map((role): Line => {
        const [after, old] = [coursesOf(policy, role), coursesOf(before, role)];
        return before === null || after === old ? [ROLE_WORDS[role], after] : [ROLE_WORDS[role], after, old];
      }),
      [t('Days of grace for new people'), String(policy.graceDays)],
    ],
  };
}

export function explainRefresher({ course, people, role, byDay, cause, reference }: RefresherPayload): Explained {
  return {
    says: t('A course is taken again by {day}: {course}. Earlier passes end with that day.', {
      day: byDay,
      course: courseWords(course),
    }),
    lines: [
      [t('People ## of a refresher'), people === null ? (role === null ? '' : ROLE_WORDS[role]) : people.join(', ')],
      [t('Cause'), CAUSE_WORDS[cause]],
      [t('File number'), reference],
    ],
  };
}

export function explainDrill({ scenario, people, fromDay, untilDay }: DrillPayload): Explained {
  return {
    says: t('A drill is held from {from} until {until}: {scenario}. Each person is shown an invented proposal.', {
      from: fromDay,
      until: untilDay,
      scenario: SCENARIO_WORDS[scenario],
    }),
    lines: [
      [t('People ## of a refresher'), people === null ? t('Everyone who could approve it') : people.join(', ')],
      [t('Who learns the answers'), t('Each person learns their own. Counts are shown after the end.')],
    ],
  };
}
