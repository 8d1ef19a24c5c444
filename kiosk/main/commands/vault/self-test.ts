import { randomBytes, timingSafeEqual } from 'node:crypto';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { readAllocatorSetting } from '../../../platform/config/config.ts';
import { HARDENING_FAULTS, hardeningFaults, readFacts } from '../../../platform/launch/hardening.ts';
import { newKeyBuffer } from '../../../vault/captures/keys/wrapped-data-key.ts';
import { open, seal } from '../../../vault/captures/sealed-capture.ts';
import type { KioskId, TransactionId } from '../../../../server/contract/report.ts';
import { type KeyConfig, openInitialised } from '../../../lane/devices/initialised-keys.ts';

export interface SelfTest {
  /** Each key of the provider was used. */
  readonly provider: 'passed' | 'failed';
  /** A key was wrapped by the root and unwrapped correctly, but not in another context. */
  readonly wrapping: 'passed' | 'failed';
  /** A capture was sealed, its plaintext was wiped, and it opened again, but not after a byte was changed. */
  readonly sealing: 'passed' | 'failed';
  /** Missing parts of the hardened launch in this process. */
  readonly launch: readonly string[];
}

export async function selfTest(config: KeyConfig): Promise<SelfTest> {
  const element = await openInitialised(config);
  try {
    const { kind } = await element.selfTest(new AbortController().signal);
    const [context, other] = ['one', 'other'].map((word) => new TextEncoder().encode(`postern/self-test/${word}`));
    const key = newKeyBuffer();
    randomBytes(key.length).copy(key);
    const wrapped = await element.wrapKey(key, context ?? key);
    const back = await element.unwrapKey(wrapped, context ?? key);
    const refused = await element.unwrapKey(wrapped, other ?? key).then(
      () => false,
      () => true,
    );
    const same = timingSafeEqual(back, key);
    back.fill(0);
    const sealing = sealsAndOpens(config.kioskId, key);
    key.fill(0);
    return {
      provider: kind === 'passed' ? 'passed' : 'failed',
      wrapping: same && refused ? 'passed' : 'failed',
      sealing: sealing ? 'passed' : 'failed',
      launch: hardeningFaults(readFacts(readAllocatorSetting())).map((fault) => HARDENING_FAULTS[fault]),
    };
  } finally {
    await element.disconnect();
  }
}

const CAPTURE_BYTES = 4_096;

function sealsAndOpens(kioskId: KioskId, key: Uint8Array): boolean {
  const plain = new Uint8Array(randomBytes(CAPTURE_BYTES));
  const copy = plain.slice();
  const sealed = seal(
    plain,
    {
      version: 1,
      captureId: '0'.repeat(32),
      kioskId,
      transactionId: '0'.repeat(32) as TransactionId,
      modality: 'face-frame',
      capturedAt: Math.round(systemClock.wallMs()),
      retentionClass: 'transaction',
      format: { kind: 'encoded' },
    },
    key,
  );
  const gone = plain.every((byte) => byte === 0);
  const same = Buffer.from(open(sealed, key).plaintext).equals(copy);
  const last = sealed.length - 1;
  sealed[last] = (sealed[last] ?? 0) ^ 1;
  try {
    open(sealed, key);
    return false;
  } catch {
    return gone && same;
  }
}
