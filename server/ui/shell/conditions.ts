/** The conditions of lanes that need a person now. Only the people who can act on lanes see them. */
import { signal } from '@preact/signals';
import type { Condition, ConditionsAnswer } from '../../conditions/answers.ts';
import { pollOf } from './poll.ts';
import { mayAct } from './session.ts';

/** `null` before the first answer. */
export const conditions = signal<readonly Condition[] | null>(null);

/** The people responsible: those who may take a lane out of service or return it. */
export function isResponsible(): boolean {
  return mayAct('alarms.see') && mayAct('lane.serve');
}

const poll = pollOf<ConditionsAnswer>('/v1/conditions', isResponsible, (answer) => {
  conditions.value = answer.conditions;
});

/** While it is true, the strip says that it may be old. */
export const { isAway, refresh: refreshConditions, keep: keepConditions } = poll;
