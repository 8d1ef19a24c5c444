/** Whether the session of a portal's page is still open, as far as the answers to the page's requests tell. */
import { signal } from '@preact/signals';

export type SessionLife = 'open' | 'ends-soon' | 'over';
export const life = signal<SessionLife>('open');

/** Requests that begin and end sessions. */
const SESSION_PATHS = new Set([
  '/v1/session',
  '/v1/session/passkey/options',
  '/v1/session/passkey',
  '/v1/session/development',
]);

let answeredAt = 0;
let isSignedIn = (): boolean => false;
/** Requests that were refused since the session ended. */
const waiting: ((isOpenAgain: boolean) => void)[] = [];
/** Tells the other tabs of the browser, which share the session, that it is renewed. */
let tell = (): void => undefined;

/** As `fetch`. When the session of the signed-in person has ended, waits for the next one and repeats the request. */
export async function fetchInSession(path: string, init: () => RequestInit): Promise<Response> {
  const response = await fetch(path, init());
  if (response.status !== 401) {
    renewed();
    return response;
  }
  if (SESSION_PATHS.has(path) || !isSignedIn()) return response;
  life.value = 'over';
  const isOpenAgain = await new Promise<boolean>((resolve) => waiting.push(resolve));
  return isOpenAgain ? fetchInSession(path, init) : response;
}

/** How long the server has not been asked for anything, ms. */
export const quietMs = (): number => Date.now() - answeredAt;

/** @param isPersonPresent whether the page shows what belongs to a person */
export function watchSession(isPersonPresent: () => boolean): void {
  isSignedIn = isPersonPresent;
  const tabs = new BroadcastChannel('postern-session');
  tell = () => tabs.postMessage('renewed');
  tabs.addEventListener('message', () => (answeredAt = Date.now()));
}

/** @param isOpenAgain whether the requests that wait are repeated; otherwise their refusals are shown */
export function endWaiting(isOpenAgain: boolean): void {
  life.value = 'open';
  for (const resolve of waiting.splice(0)) resolve(isOpenAgain);
}

function renewed(): void {
  answeredAt = Date.now();
  tell();
}
