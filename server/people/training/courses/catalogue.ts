import type { CourseId } from '../vocabulary.ts';
import { bias } from './bias/course.ts';
import { type Course, courseSchema } from './course.ts';
import { evidence } from './evidence/course.ts';
import { phishing } from './phishing/course.ts';
import { socialEngineering } from './social-engineering/course.ts';

export type Courses = ReadonlyMap<CourseId, Course>;

/** The courses of this release. Throws `ZodError` at the start of the server for one that cannot be graded. */
export const COURSES: Courses = new Map(
  [phishing, socialEngineering, evidence, bias].map((data) => {
    const course = courseSchema.parse(data);
    return [course.id, course];
  }),
);
