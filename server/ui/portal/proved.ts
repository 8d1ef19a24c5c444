import type { Signal } from '@preact/signals';
import { usePasskey, type PasskeyTrouble, type Proved } from './passkeys.ts';
import { refreshSession } from './session.ts';

/** Acts that give lasting access need a sign-in in the last five minutes; the page asks for it and repeats the act once. */
export function provedBy(trouble: Signal<PasskeyTrouble | undefined>, load: () => Promise<void>): Proved {
  return async (act) => {
    trouble.value = undefined;
    let found = await act();
    if (found === 'proof-required') {
      found = await usePasskey();
      if (found === undefined) {
        await refreshSession();
        found = await act();
      }
    }
    trouble.value = found;
    await load();
  };
}
