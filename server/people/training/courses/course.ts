/** A course as data: lessons, sources, questions with their right answers, and the rules of the exam. Pure. */
import { z } from 'zod';
import { COURSE_IDS, COURSE_LANGUAGES } from '../vocabulary.ts';

const slug = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, 'must be a slug');
const optionId = z.enum(['a', 'b', 'c', 'd', 'e']);
const text = (longest: number) => z.string().trim().min(2).max(longest);

const questionTextSchema = z.strictObject({
  asks: text(400),
  options: z.partialRecord(optionId, text(300)),
  /** Why the right answer is right. The person reads it after the exam. */
  because: text(500),
});

const courseTextSchema = z.strictObject({
  title: text(80),
  lessons: z
    .array(z.strictObject({ title: text(100), paragraphs: z.array(text(900)).min(1).max(6) }))
    .min(1)
    .max(12),
  questions: z.record(slug, questionTextSchema),
});

export const courseSchema = z
  .strictObject({
    id: z.enum(COURSE_IDS),
    /** Greater with each change of a text or a question. */
    version: z.int().min(1).max(9_999),
    /** From the day on which the exam is passed. */
    validDays: z.int().min(30).max(400),
    exam: z.strictObject({
      minutes: z.int().min(5).max(120),
      attemptsPerDay: z.int().min(1).max(10),
      /** Number of questions of one exam. */
      draws: z.int().min(4).max(40),
      /** Right answers needed to pass. */
      passes: z.int().min(3).max(40),
    }),
    sources: z
      .array(z.strictObject({ title: text(160), url: z.url({ protocol: /^https$/ }) }))
      .min(1)
      .max(12),
    questions: z.array(z.strictObject({ id: slug, right: optionId })).max(200),
    texts: z.record(z.enum(COURSE_LANGUAGES), courseTextSchema),
  })
  .superRefine((course, context) => {
    for (const [path, message] of faultsOfCourse(course)) context.addIssue({ code: 'custom', path, message });
  });
export type Course = z.infer<typeof courseSchema>;

/** Two exams in a row are then different. */
const SPARE_QUESTIONS = 2;
/** Below this share of right answers a guess passes too often. */
const MIN_SHARE = 0.7;

type Shape = Pick<Course, 'exam' | 'questions' | 'texts'>;

/** Everything by which the exam could not be graded the same way in each language. */
function* faultsOfCourse({ exam, questions, texts }: Shape): Generator<[path: (string | number)[], message: string]> {
  const ids = questions.map(({ id }) => id);
  if (new Set(ids).size !== ids.length) yield [['questions'], 'must not contain duplicates'];
  if (questions.length < exam.draws + SPARE_QUESTIONS)
    yield [['questions'], `must be at least ${SPARE_QUESTIONS} more than an exam draws`];
  if (exam.passes > exam.draws) yield [['exam', 'passes'], 'must be at most the number of questions'];
  if (exam.passes < exam.draws * MIN_SHARE)
    yield [['exam', 'passes'], `must be at least ${MIN_SHARE * 100} % of the questions`];
  const lessons = new Set(COURSE_LANGUAGES.map((language) => texts[language].lessons.length));
  if (lessons.size > 1) yield [['texts'], 'must have the same lessons in each language'];
  for (const language of COURSE_LANGUAGES) {
    const told = texts[language].questions;
    for (const id of Object.keys(told)) {
      if (!ids.includes(id)) yield [['texts', language, 'questions', id], 'is not a question of the course'];
    }
    for (const { id, right } of questions) {
      const path = ['texts', language, 'questions', id];
      const options = told[id]?.options;
      if (options === undefined) {
        yield [path, 'is missing'];
        continue;
      }
      const same = Object.keys(texts.en.questions[id]?.options ?? {}).sort();
      if (Object.keys(options).sort().join() !== same.join())
        yield [path, 'must have the same options in each language'];
      if (Object.keys(options).length < 3) yield [path, 'must have at least three options'];
      if (new Set(Object.values(options)).size !== Object.keys(options).length)
        yield [path, 'must not contain the same option twice'];
      if (options[right] === undefined) yield [path, 'has no text for the right answer'];
    }
  }
}
