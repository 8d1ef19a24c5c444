import { createHash } from 'node:crypto';
import { DeviceError } from '../device/device-error.ts';

/** Remembers the PIN that a token refused: trying it again would lock the token. */
export class RefusedPins {
  #refused: { readonly digest: string; readonly error: DeviceError } | undefined;

  /** Throws the earlier error, and wipes the PIN, when the token has refused this PIN. */
  judge(pin: Uint8Array): void {
    if (this.#refused?.digest !== digestOf(pin)) return;
    pin.fill(0);
    throw this.#refused.error;
  }

  /** Records the result of a login. */
  note(pin: Uint8Array, error: unknown): void {
    if (error instanceof DeviceError && error.code === 'not-permitted')
      this.#refused = { digest: digestOf(pin), error };
  }

  forget(): void {
    this.#refused = undefined;
  }
}

/** Stored only for a refused PIN: the digest of the correct PIN would reveal it. */
function digestOf(pin: Uint8Array): string {
  return createHash('sha256').update(pin).digest('hex');
}
