import type { PersonId } from '../../platform/access/vocabulary.ts';
import { dutiesHeldBy } from '../duties/duty-table.ts';
import type { OwnTraining } from './answers.ts';
import { ownDrills } from './drills/show-drills.ts';
import { DAY_MS, type TrainingDesk } from './exams.ts';
import { readDecided, standingOf } from './overview.ts';
import { begunSince, findOpenExam, listPasses } from './tables/exam-table.ts';
import type { CourseLanguage } from './vocabulary.ts';

/** Every course with what is asked of the person, their latest pass, and their open exam. */
export async function ownTraining(
  { knex, clock, courses, sealer }: Pick<TrainingDesk, 'knex' | 'clock' | 'courses' | 'sealer'>,
  personId: PersonId,
  language: CourseLanguage,
): Promise<OwnTraining> {
  const now = Math.round(clock.wallMs());
  const decided = await readDecided(knex, now);
  const trainee = {
    personId,
    duties: await dutiesHeldBy(knex, personId),
    passes: await listPasses(knex, [personId]),
  };
  const views: OwnTraining['courses'][number][] = [];
  for (const { id, version, validDays, exam, texts } of courses.values()) {
    const begun = await begunSince(knex, { personId, course: id }, now - DAY_MS);
    views.push({
      id,
      version,
      title: texts[language].title,
      lessons: texts[language].lessons.length,
      minutes: exam.minutes,
      questions: exam.draws,
      passes: exam.passes,
      validDays,
      ...standingOf(decided, trainee, id, now),
      attemptsLeft: Math.max(0, exam.attemptsPerDay - begun.length),
    });
  }
  const open = await findOpenExam(knex, personId);
  const course = [...courses.values()].find(({ id }) => id === open?.course);
  const isOpen = open !== undefined && course?.version === open.version && now < open.expiresAt;
  return {
    serverTime: now,
    courses: views,
    openExam: isOpen && course !== undefined ? { id: open.id, course: course.id, expiresAt: open.expiresAt } : null,
    drills: await ownDrills(knex, sealer, { personId, language, nowMs: now }),
  };
}
