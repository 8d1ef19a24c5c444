/** The person who is signed in, as the server states it. */
import { signal } from '@preact/signals';
import type { PartnerSession } from '../../sharing/portal/answers.ts';
import type { PartnerRole } from '../../sharing/portal/vocabulary.ts';
import { ask, post } from '../portal/ask.ts';
import { type PasskeyTrouble, type Proved, usePasskey } from '../portal/passkeys.ts';
import { forgetUnless } from './kept-parts.ts';

/** `undefined`: the server does not answer. */
export const session = signal<PartnerSession | undefined>(undefined);

/** Resolves to whether the server answered. When it does not, a person who is signed in keeps the page. */
export async function refreshSession(): Promise<boolean> {
  const asked = await ask<PartnerSession>('GET', '/v1/session');
  const isAnswered = asked.kind === 'answered';
  if (isAnswered || !isSignedIn()) session.value = isAnswered ? asked.value : undefined;
  await forgetOthers();
  return isAnswered;
}

export const isSignedIn = (): boolean => (session.value?.person ?? null) !== null;

/** The person for whom the browser keeps parts of downloads, and how long: until the session ends, by the clock of this computer. */
export function ownerNow(): { readonly owner: string; readonly until: number } {
  const { person, now = 0 } = session.value ?? {};
  return { owner: `${person?.party} ${person?.name}`, until: Date.now() + (person?.endsAt ?? now) - now };
}

/** Erases parts of downloads whose time has expired, and all parts of other people once a person has signed in. */
export async function forgetOthers(): Promise<void> {
  const { owner } = ownerNow();
  await forgetUnless((kept) => Date.now() < kept.until && (!isSignedIn() || kept.owner === owner));
}

/** At sign-out, before the server is asked: the parts go even when it does not answer. */
export const forgetAll = (): Promise<void> => forgetUnless(() => false);

export function hasRole(...roles: readonly PartnerRole[]): boolean {
  return session.value?.person?.roles.some((role) => roles.includes(role)) ?? false;
}

/** In development alone. Resolves to `undefined` when it is done. */
export async function signInInvented(): Promise<PasskeyTrouble | undefined> {
  const asked = await post('/v1/session/development');
  return asked.kind === 'refused' ? asked.code : undefined;
}

/** An invented person has no passkey. */
export const proveAgain = (): Promise<PasskeyTrouble | undefined> =>
  session.value?.hasInvented ? signInInvented() : usePasskey();

/**
 * Runs an act that needs a sign-in in the last five minutes, and asks for the passkey when the last one is too long ago.
 *
 * @param onEnd gets what failed; called when the act has ended
 */
export function provedBy(onEnd: (trouble: PasskeyTrouble | undefined) => Promise<void>): Proved {
  return async (act) => {
    let found = await act();
    if (found === 'step-up-required') {
      found = await proveAgain();
      if (found === undefined) {
        await refreshSession();
        found = await act();
      }
    }
    await onEnd(found);
  };
}
