/** The person who is signed in, as the server states it. */
import { signal } from '@preact/signals';
import type { PartnerSession } from '../../sharing/portal/answers.ts';
import type { PartnerRole } from '../../sharing/portal/vocabulary.ts';
import { ask, post } from '../portal/ask.ts';
import { type PasskeyTrouble, type Proved, usePasskey } from '../portal/passkeys.ts';

/** `undefined`: the server does not answer. */
export const session = signal<PartnerSession | undefined>(undefined);

export async function refreshSession(): Promise<void> {
  const asked = await ask<PartnerSession>('GET', '/v1/session');
  session.value = asked.kind === 'answered' ? asked.value : undefined;
}

export function hasRole(...roles: readonly PartnerRole[]): boolean {
  return session.value?.person?.roles.some((role) => roles.includes(role)) ?? false;
}

/** In development alone. Resolves to `undefined` when it is done. */
export async function signInInvented(): Promise<PasskeyTrouble | undefined> {
  const asked = await post('/v1/session/development');
  return asked.kind === 'refused' ? asked.code : undefined;
}

/**
 * Runs an act that needs a sign-in in the last five minutes, and asks for the passkey when the last one is too long ago.
 *
 * @param onEnd gets what failed; called when the act is over
 */
export function provedBy(onEnd: (trouble: PasskeyTrouble | undefined) => Promise<void>): Proved {
  return async (act) => {
    let found = await act();
    if (found === 'step-up-required') {
      found = session.value?.hasInvented ? await signInInvented() : await usePasskey();
      if (found === undefined) {
        await refreshSession();
        found = await act();
      }
    }
    await onEnd(found);
  };
}
