import { keyContextOf } from '../../../vault/captures/kept-class.ts';
import { KeyError } from '../../../vault/captures/keys/key-error.ts';
import { open } from '../../../vault/captures/sealed-capture.ts';
import { VaultError } from '../../../vault/captures/vault-error.ts';
import type { KeyConfig } from '../../../lane/devices/initialised-keys.ts';
import { withStoppedLane } from './stopped-lane.ts';

export interface Verification {
  readonly captures: number;
  /** Captures that opened and match their header. */
  readonly whole: number;
  /** Captures that do not open, by reason. */
  readonly broken: Readonly<Record<string, number>>;
}

/** Opens every stored capture, without showing any. */
export function verifyKept(config: KeyConfig): Promise<Verification> {
  return withStoppedLane(config, async ({ captures, epochKeys }) => {
    const broken: Record<string, number> = {};
    let all = 0;
    let whole = 0;
    for (const captureId of await captures.ids()) {
      all += 1;
      const stored = await captures.one(captureId);
      if (stored === undefined) continue;
      let key: Uint8Array | undefined;
      try {
        key = await epochKeys.unwrap(stored.wrappedKey, keyContextOf(stored));
        const { header, plaintext } = open(stored.sealed, key);
        plaintext.fill(0);
        if (header.captureId !== captureId || header.transactionId !== stored.transactionId) {
          throw new VaultError('corrupt', 'a capture is stored under another id');
        }
        whole += 1;
      } catch (error) {
        if (!(error instanceof KeyError) && !(error instanceof VaultError)) throw error;
        broken[error.code] = (broken[error.code] ?? 0) + 1;
      } finally {
        key?.fill(0);
      }
    }
    return { captures: all, whole, broken };
  });
}
