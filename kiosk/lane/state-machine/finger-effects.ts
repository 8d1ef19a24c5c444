/** The finger effects of the runner: find references, capture prints, wipe. */
import type { Clock } from '../../../hardware/host/clock.ts';
import type { FingerPosition, FingerprintScanner } from '../../../hardware/fingerprint-scanner/fingerprint-scanner.ts';
import type { TransactionId } from '../../../server/contract/report.ts';
import type { FingerEvidence } from '../../rules/decision/evidence.ts';
import { comparisonLimits, type Policy } from '../../rules/decision/policy.ts';
import type { DocumentHandle } from '../../rules/document/handle.ts';
import type { RegistrationPseudonym } from '../../rules/document/registration-pseudonym.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import type { FingerAnalysis } from '../../biometrics/finger/finger-analysis.ts';
import type { FingerProgress } from '../../biometrics/finger/finger-attempt.ts';
import { attemptFingers } from '../../biometrics/finger/finger-step.ts';
import type { RegisteredTravellers } from '../../lists/registration/registered-travellers.ts';
import type { FleetAttempts } from '../../fleet/uplink/fleet-attempts.ts';
import { countAcrossFleet, type TryCounts } from './try-counts.ts';
import type { SealedCapture, Vault } from '../../vault/captures/vault.ts';

export interface FingerEffectsOptions {
  readonly scanner: FingerprintScanner | undefined;
  readonly vault: Vault;
  readonly clock: Clock;
  /** The policy of the current traveller. */
  readonly policy: () => Policy;
  readonly analysis: FingerAnalysis;
  readonly registrations: RegisteredTravellers;
  readonly counts: TryCounts;
  readonly fleetAttempts: FleetAttempts;
  readonly log: LogEvent;
}

/** Data of the document for finding references. */
export interface FingerSources {
  /** A genuine EF.DG3, sealed. */
  readonly fingers: SealedCapture | undefined;
  readonly pseudonym: RegistrationPseudonym | undefined;
}

export interface FingerAttempt {
  readonly transactionId: TransactionId;
  readonly handle: DocumentHandle;
  readonly onProgress: (progress: FingerProgress) => void;
  readonly signal: AbortSignal;
}

export interface FingerEffects {
  /** Stores the result of the last reading of the document and destroys the previous one. */
  remember(sources: FingerSources): void;
  /** Rejects with `DeviceError`, or when the finger thread fails. */
  attempt(attempt: FingerAttempt): Promise<FingerEvidence>;
  /** Destroys the document's fingers and the data in the thread, after sealed prints in the thread are returned. */
  forget(): Promise<void>;
}

export function createFingerEffects(options: FingerEffectsOptions): FingerEffects {
  const { scanner, vault, clock, policy, analysis, registrations, counts, fleetAttempts, log } = options;
  let sources: FingerSources | undefined;
  let known: readonly FingerPosition[] | undefined;

  const drop = (): void => {
    if (sources?.fingers !== undefined) vault.discard(sources.fingers);
    sources = undefined;
    known = undefined;
  };

  /** The document's fingers take precedence over the lane's, because the issuer signed them. */
  const references = async (positions: readonly FingerPosition[]): Promise<readonly FingerPosition[]> => {
    if (sources?.fingers !== undefined) {
      const { fingers } = sources;
      sources = { ...sources, fingers: undefined };
      const found = await analysis.setDocumentReferences(fingers).finally(() => vault.discard(fingers));
      if (covers(found, positions)) return found;
    }
    if (sources?.pseudonym === undefined) return [];
    const lent = await registrations.lend(sources.pseudonym, (registration) =>
      analysis.setRegisteredReferences(registration),
    );
    if (lent.kind === 'unusable') log({ event: 'registration-unusable' });
    return lent.kind === 'lent' ? lent.result : [];
  };

  return {
    remember(found) {
      drop();
      sources = found;
    },
    async attempt({ transactionId, handle, onProgress, signal }) {
      if (scanner === undefined) return { kind: 'no-scanner' };
      const { fingerPositions: positions, fingerFalseMatchRate } = policy();
      known ??= await references(positions);
      if (!covers(known, positions)) return { kind: 'no-reference' };
      signal.throwIfAborted();
      return attemptFingers({
        transactionId,
        scanner,
        vault,
        analysis,
        clock,
        positions,
        maximumFalseMatchRate: Number(fingerFalseMatchRate),
        countComparison: () =>
          countAcrossFleet({ counts, fleetAttempts }, handle, 'finger', comparisonLimits(policy())),
        onProgress,
        signal,
      });
    },
    async forget() {
      drop();
      await analysis.forget();
    },
  };
}

function covers(found: readonly FingerPosition[], wanted: readonly FingerPosition[]): boolean {
  return wanted.every((position) => found.includes(position));
}
