/** The conditions of lanes that need a person now, read again while the page is visible. Only the people who can act on lanes see them. */
import { signal } from '@preact/signals';
import type { Condition, ConditionsAnswer } from '../../conditions/answers.ts';
import { hearServerTime } from './live.ts';
import { mayAct } from './session.ts';

const ASK_MS = 2_000;
const ANSWER_MS = 5_000;

/** `null` before the first answer. */
export const conditions = signal<readonly Condition[] | null>(null);
/** Whether the last question was not answered: the strip then says that it may be old. */
export const isAway = signal(false);

/** The people responsible: those who may take a lane out of service or return it. */
export function isResponsible(): boolean {
  return mayAct('alarms.see') && mayAct('lane.serve');
}

let asking: Promise<void> | undefined;

/** Asks now. Questions that are under way are shared. */
export function refreshConditions(): Promise<void> {
  asking ??= ask().finally(() => (asking = undefined));
  return asking;
}

async function ask(): Promise<void> {
  if (!isResponsible() || document.hidden) return;
  try {
    const response = await fetch('/v1/conditions', {
      signal: AbortSignal.timeout(ANSWER_MS),
      cache: 'no-store',
      headers: { 'postern-background': '1' },
    });
    if (!response.ok) throw new Error(String(response.status));
    const answer = (await response.json()) as ConditionsAnswer;
    hearServerTime(answer.serverTime);
    conditions.value = answer.conditions;
    isAway.value = false;
  } catch {
    isAway.value = true;
  }
}

export function keepConditions(): void {
  void refreshConditions().then(() => setTimeout(keepConditions, ASK_MS));
}

document.addEventListener('visibilitychange', () => void refreshConditions());
