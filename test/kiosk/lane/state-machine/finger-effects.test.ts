import { expect, it } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import type {
  FingerPosition,
  FingerprintScanner,
} from '../../../../hardware/fingerprint-scanner/fingerprint-scanner.ts';
import { DEVELOPMENT_POLICY, type Policy } from '../../../../kiosk/rules/decision/policy.ts';
import type { DocumentHandle } from '../../../../kiosk/rules/document/handle.ts';
import type { RegistrationPseudonym } from '../../../../kiosk/rules/document/registration-pseudonym.ts';
import type { FingerAnalysis } from '../../../../kiosk/biometrics/finger/finger-analysis.ts';
import type { RegistrationInTransit } from '../../../../kiosk/lists/registration/finger-record.ts';
import type { RegisteredTravellers } from '../../../../kiosk/lists/registration/registered-travellers.ts';
import { createFingerEffects } from '../../../../kiosk/lane/state-machine/finger-effects.ts';
import type { TryCounts } from '../../../../kiosk/lane/state-machine/try-counts.ts';
import type { Vault } from '../../../../kiosk/vault/captures/vault.ts';
import type { TransactionId } from '../../../../server/contract/report.ts';

const only = <T extends object>(parts: Partial<T>): T => parts as T;

it('finger effects: require the fingers of each traveller’s policy', async () => {
  let fingerPositions: Policy['fingerPositions'] = [7];
  const registered: readonly FingerPosition[] = [2];
  const fingers = createFingerEffects({
    scanner: only<FingerprintScanner>({}),
    vault: only<Vault>({}),
    clock: turnedClock(),
    policy: () => ({ ...DEVELOPMENT_POLICY, fingerPositions }),
    analysis: only<FingerAnalysis>({ setRegisteredReferences: async () => registered, forget: async () => undefined }),
    registrations: only<RegisteredTravellers>({
      lend: async (_pseudonym, use) => ({ kind: 'lent', result: await use(only<RegistrationInTransit>({})) }),
    }),
    counts: only<TryCounts>({}),
    fleetAttempts: { reserve: async () => ({ kind: 'granted' }) },
    log: () => undefined,
  });
  const attempt = () => {
    fingers.remember({ fingers: undefined, pseudonym: 'p' as RegistrationPseudonym });
    return fingers.attempt({
      transactionId: 't' as TransactionId,
      handle: only<DocumentHandle>({}),
      onProgress: () => undefined,
      signal: AbortSignal.abort(new Error('the scanner is asked')),
    });
  };
  expect(await attempt()).toEqual({ kind: 'no-reference' });
  await fingers.forget();
  fingerPositions = [2];
  await expect(attempt()).rejects.toThrow('the scanner is asked');
});
