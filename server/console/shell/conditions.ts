/** The conditions of lanes that need a person now. Only the people who can act on lanes see them. */
import { computed } from '@preact/signals';
import type { ConditionsAnswer } from '../../border/conditions/answers.ts';
import { pollOf } from './poll.ts';
import { mayAct } from './session.ts';

/** The people responsible: those who may take a lane out of service or return it. */
export function isResponsible(): boolean {
  return mayAct('alarms.see') && mayAct('lane.serve');
}

const poll = pollOf<ConditionsAnswer>('/v1/conditions', isResponsible);

/** `null` before the first answer. */
export const conditions = computed(() => poll.answer.value?.conditions ?? null);

/** While `isAway` is true, the strip shows that it may be old. */
export const { isAway, refresh: refreshConditions, keep: keepConditions } = poll;
