/** Draws the questions of an exam and grades its answers. Pure; randomness is a parameter. */
import { randomInt } from 'node:crypto';
import type { Course } from './courses/course.ts';

/** A whole number from 0 to below `below`. */
export type Ticket = (below: number) => number;
export const systemTicket: Ticket = (below) => randomInt(below);

/** A question of one exam with its options in the order in which the person sees them. */
export interface DrawnQuestion {
  readonly id: string;
  readonly options: readonly OptionId[];
}
export type OptionId = Course['questions'][number]['right'];

/** As many questions as the course's exam has, each once, in random order, with options in random order. */
export function drawQuestions(course: Course, ticket: Ticket): DrawnQuestion[] {
  return shuffled(course.questions, ticket)
    .slice(0, course.exam.draws)
    .map(({ id }) => ({ id, options: shuffled(optionsOf(course, id), ticket) }));
}

/** An answer: the place of the chosen option among those shown, from 0. */
export interface GivenAnswer {
  readonly question: string;
  readonly option: number;
}

/**
 * Whether each drawn question was answered rightly, in the drawn order. `undefined`: the answers are not exactly one for each drawn question,
 * or one is not an option that was shown.
 */
export function gradeAnswers(
  course: Course,
  drawn: readonly DrawnQuestion[],
  answers: readonly GivenAnswer[],
): { readonly question: string; readonly isRight: boolean }[] | undefined {
  const given = new Map(answers.map(({ question, option }) => [question, option]));
  if (given.size !== answers.length || given.size !== drawn.length) return undefined;
  const graded: { question: string; isRight: boolean }[] = [];
  for (const { id, options } of drawn) {
    const place = given.get(id);
    const chosen = place === undefined ? undefined : options[place];
    const right = course.questions.find((one) => one.id === id)?.right;
    if (chosen === undefined || right === undefined) return undefined;
    graded.push({ question: id, isRight: chosen === right });
  }
  return graded;
}

function optionsOf(course: Course, question: string): OptionId[] {
  const options = course.texts.en.questions[question]?.options ?? {};
  return (Object.keys(options) as OptionId[]).sort();
}

/** Fisher and Yates. */
function shuffled<T>(items: readonly T[], ticket: Ticket): T[] {
  const left = [...items];
  return items.map(() => left.splice(ticket(left.length), 1)[0] as T);
}
