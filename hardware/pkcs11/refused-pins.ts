import { createHash } from 'node:crypto';
import { DeviceError } from '../device-error.ts';

/** Remembers the PIN that a token refused: trying it again would lock the token. */
export class RefusedPins {
  #refused: { readonly digest: string; readonly error: DeviceError } | undefined;

  /** Throws what the token said, and wipes the PIN, when it is the one that was refused. */
  judge(pin: Uint8Array): void {
    if (this.#refused?.digest !== digestOf(pin)) return;
    pin.fill(0);
    throw this.#refused.error;
  }

  /** What logging in with it ended in. */
  note(pin: Uint8Array, error: unknown): void {
    if (error instanceof DeviceError && error.code === 'not-permitted')
      this.#refused = { digest: digestOf(pin), error };
  }

  forget(): void {
    this.#refused = undefined;
  }
}

/** Kept only of a PIN that was refused: a digest of the right one would be as good as the PIN. */
function digestOf(pin: Uint8Array): string {
  return createHash('sha256').update(pin).digest('hex');
}
