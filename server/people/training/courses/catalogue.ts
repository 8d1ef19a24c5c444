import { readFileSync } from 'node:fs';
import { COURSE_IDS, COURSE_LANGUAGES, type CourseId } from '../vocabulary.ts';
import { type Course, courseSchema } from './course.ts';

export type Courses = ReadonlyMap<CourseId, Course>;

/** The courses of this release. Throws `ZodError` at the start of the server for one that cannot be graded. */
export const COURSES: Courses = new Map(
  COURSE_IDS.map((id) => {
    const texts = Object.fromEntries(COURSE_LANGUAGES.map((language) => [language, read(id, language)]));
    return [id, courseSchema.parse({ id, ...read(id, 'course'), texts })];
  }),
);

function read(id: CourseId, name: string): object {
  return JSON.parse(readFileSync(new URL(`./${id}/${name}.json`, import.meta.url), 'utf8')) as object;
}
