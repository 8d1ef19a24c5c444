/** The person who is signed in, as the server reports. */
import { signal } from '@preact/signals';
import type { SessionView } from '../../people/people/answers/session.ts';
import { changeLink, hearServerTime, link, mode } from './live.ts';
import type { Session } from './session-state.ts';

const ANSWER_MS = 5_000;
const ASK_AGAIN_MS = 30_000;
const TRY_AGAIN_MS = 3_000;

export const session = signal<Session>({ kind: 'asking' });

/** Asks the server again. The page stays as it is until the answer comes. A failed answer changes nothing for a person who is signed in. */
export async function refreshSession(by: 'person' | 'page' = 'person'): Promise<void> {
  try {
    const response = await fetch('/v1/session', {
      signal: AbortSignal.timeout(ANSWER_MS),
      cache: 'no-store',
      headers: by === 'page' ? { 'postern-background': '1' } : {},
    });
    if (response.status === 401) session.value = { kind: 'signed-out' };
    else if (response.status === 404) session.value = { kind: 'open' };
    else if (response.ok) take((await response.json()) as SessionView);
    else fail();
  } catch {
    fail();
  }
}

/** Whether a person has used the page since the last question: only use keeps a session from ending. */
let isUsed = false;
for (const kind of ['keydown', 'pointerdown', 'wheel']) {
  addEventListener(kind, () => (isUsed = true), { capture: true, passive: true });
}

/** Asks at intervals: a duty can end, or a session be revoked, while the page is not used. */
export function keepAsking(): void {
  void refreshSession(isUsed ? 'person' : 'page').then(() => {
    isUsed = false;
    const isThere = session.value.kind !== 'unreachable';
    setTimeout(keepAsking, isThere ? ASK_AGAIN_MS : TRY_AGAIN_MS);
  });
}

/** Whether the menu and its sections are this person's. The server judges each request again. */
export function mayAct(act: string): boolean {
  const { value } = session;
  return value.kind === 'open' || (value.kind === 'signed-in' && value.view.acts.includes(act));
}

/** Whether development has invented this person, who then signs with a key in software. */
export function isInvented(): boolean {
  const { value } = session;
  return value.kind === 'signed-in' && value.view.principal?.method === 'development';
}

function take(view: SessionView): void {
  mode.value = view.mode;
  hearServerTime(view.serverTime);
  session.value = view.principal === null ? { kind: 'signed-out' } : { kind: 'signed-in', view };
}

function fail(): void {
  if (session.value.kind === 'signed-in' || session.value.kind === 'open') return;
  session.value = { kind: 'unreachable' };
  if (link.value.state === 'connecting') changeLink('poll-failed');
}
