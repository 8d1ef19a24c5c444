import type { Signal } from '@preact/signals';
import { signInInvented } from './development.tsx';
import { usePasskey, type PasskeyTrouble, type Proved } from './passkeys.ts';
import { refreshSession, session } from './session.ts';

/** Acts that give lasting access need a sign-in in the last five minutes; the page asks for it and repeats the act once. */
export function provedBy(trouble: Signal<PasskeyTrouble | undefined>, load: () => Promise<void>): Proved {
  return async (act) => {
    trouble.value = undefined;
    let found = await act();
    if (found === 'proof-required') {
      found = await proveAgain();
      if (found === undefined) {
        await refreshSession();
        found = await act();
      }
    }
    trouble.value = found;
    await load();
  };
}

/** An invented person has no passkey. */
export function proveAgain(): Promise<PasskeyTrouble | undefined> {
  const trader = session.value?.person?.trader;
  const invented = session.value?.invented.find((one) => one === trader);
  return invented === undefined ? usePasskey() : signInInvented(invented);
}
