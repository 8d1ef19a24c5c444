/** Who is signed in, and the page's time and law, as the server states them. */
import { signal } from '@preact/signals';
import type { PortalSession } from '../../goods/declarations/api/portal-answers.ts';
import type { RuleContext } from '../../goods/declarations/rules/context.ts';
import { ask } from './ask.ts';
import { dayOf } from '../design/times.ts';

/** `undefined`: the server does not answer. */
export const session = signal<PortalSession | undefined>(undefined);
let heardAtMs = 0;

/** Resolves to whether the server answered. When it does not, a person who is signed in keeps the page. */
export async function refreshSession(): Promise<boolean> {
  const asked = await ask<PortalSession>('GET', '/v1/session');
  const isAnswered = asked.kind === 'answered';
  if (isAnswered || person() === undefined) session.value = isAnswered ? asked.value : undefined;
  if (isAnswered) heardAtMs = performance.now();
  return isAnswered;
}

export const person = (): PortalSession['person'] | undefined => session.value?.person ?? undefined;

/** The server judges by its own date, so the page does too. */
export function ruleContext(): RuleContext {
  const nowMs = (session.value?.now ?? 0) + performance.now() - heardAtMs;
  const { jurisdiction = 'EU', rates } = session.value ?? {};
  return { jurisdiction, today: dayOf(nowMs), ...(rates && { rates }) };
}
