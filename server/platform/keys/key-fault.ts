/** Why the keys are unavailable: reported when the cause changes, and named by each rejection until they are available again. */
import type { Events } from '../base/events.ts';
import { KeyError } from '../base/key-error.ts';

export interface KeyFault {
  note(fault: KeyError): void;
  /** The keys work again. */
  end(): void;
  /** The error of a call that cannot be served. */
  error(): KeyError;
}

/** @param where names the token or TPM in messages */
export function keyFault(where: string, events: Events | undefined): KeyFault {
  let last: KeyError | undefined;
  return {
    note(fault) {
      const isNew = last?.code !== fault.code;
      last = fault;
      if (isNew) events?.emit({ event: 'keys-lost', code: fault.code });
    },
    end() {
      last = undefined;
      events?.emit({ event: 'keys-found' });
    },
    error: () => new KeyError(last?.code ?? 'lost', `the ${where} is unavailable`, { cause: last }),
  };
}
