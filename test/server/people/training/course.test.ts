/** A course as data: the schema refuses one that could not be graded. */
import { describe, expect, it } from 'vitest';
import { COURSES } from '../../../../server/people/training/courses/catalogue.ts';
import { courseSchema } from '../../../../server/people/training/courses/course.ts';
import { COURSE_IDS, COURSE_LANGUAGES } from '../../../../server/people/training/vocabulary.ts';
import { courseOf } from './fixtures/training-bench.ts';

type Raw = ReturnType<typeof rawCourse>;
const rawCourse = () => structuredClone(courseOf('bias'));
const first = ({ questions }: Raw) => questions[0]!.id;

describe('the courses of the release', () => {
  it('are all there, each with sources, lessons and questions in each language', () => {
    expect([...COURSES.keys()].sort()).toEqual([...COURSE_IDS].sort());
    for (const { id, sources, questions, texts } of COURSES.values()) {
      expect(sources.length, id).toBeGreaterThan(1);
      for (const language of COURSE_LANGUAGES) {
        expect(texts[language].lessons.length, id).toBeGreaterThan(2);
        expect(Object.keys(texts[language].questions), id).toHaveLength(questions.length);
      }
    }
  });

  it('do not put the right answers in one place', () => {
    for (const { id, questions } of COURSES.values()) {
      const counts = new Map<string, number>();
      for (const { right } of questions) counts.set(right, (counts.get(right) ?? 0) + 1);
      expect(Math.max(...counts.values()), id).toBeLessThan(questions.length / 2);
    }
  });
});

describe('the schema of a course', () => {
  it.each<[string, (course: Raw) => void]>([
    ['an unknown field', (course) => Object.assign(course, { extra: 1 })],
    ['no source', (course) => void (course.sources = [])],
    ['a source without https', (course) => void (course.sources[0]!.url = 'http://example.org')],
    ['too few questions to draw from', (course) => void (course.exam.draws = course.questions.length - 1)],
    ['more right answers than questions', (course) => void (course.exam.passes = course.exam.draws + 1)],
    ['a limit that a guess reaches', (course) => void (course.exam.passes = 3)],
    ['a question twice', (course) => void course.questions.push(course.questions[0]!)],
    ['a question without text', (course) => void delete course.texts.de.questions[first(course)]],
    [
      'a text without a question',
      (course) => void (course.texts.fr.questions['more'] = course.texts.fr.questions[first(course)]!),
    ],
    ['a right answer without text', (course) => void (course.questions[0]!.right = 'e')],
    [
      'other options in another language',
      (course) => void (course.texts.de.questions[first(course)]!.options.d = 'Vier'),
    ],
    ['two options', (course) => dropOption(course)],
    ['the same option twice', (course) => sameOption(course)],
    ['a lesson in one language only', (course) => void course.texts.fr.lessons.pop()],
    ['a missing language', (course) => void delete (course.texts as Partial<Raw['texts']>).fr],
    ['a validity without end', (course) => void (course.validDays = 4_000)],
  ])('refuses %s', (_what, spoil) => {
    const course = rawCourse();
    expect(courseSchema.safeParse(course).success).toBe(true);
    spoil(course);
    expect(courseSchema.safeParse(course).success).toBe(false);
  });
});

function dropOption(course: Raw): void {
  const { id, right } = course.questions[0]!;
  const dropped = right === 'a' ? 'b' : 'a';
  for (const language of COURSE_LANGUAGES) delete course.texts[language].questions[id]!.options[dropped];
}

function sameOption(course: Raw): void {
  const { options } = course.texts.de.questions[first(course)]!;
  options.a = options.b!;
}
