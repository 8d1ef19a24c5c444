/** What the runner does when the machine asks for fingers: finds references, takes prints, forgets. */
import type { Clock } from '../../hardware/host/clock.ts';
import type { FingerPosition, FingerprintScanner } from '../../hardware/fingerprint-scanner/fingerprint-scanner.ts';
import type { TransactionId } from '../../server/contract/report.ts';
import type { FingerEvidence } from '../decision/evidence.ts';
import type { Policy } from '../decision/policy.ts';
import type { DocumentHandle } from '../document/handle.ts';
import type { RegistrationPseudonym } from '../document/registration-pseudonym.ts';
import type { LogEvent } from '../base/events.ts';
import type { FingerAnalysis } from '../finger/finger-analysis.ts';
import type { FingerProgress } from '../finger/finger-attempt.ts';
import { attemptFingers } from '../finger/finger-step.ts';
import type { RegisteredTravellers } from '../registration/registered-travellers.ts';
import { countWithin, type TryCounts } from './try-counts.ts';
import type { SealedCapture, Vault } from '../vault/vault.ts';

export interface FingerEffectsOptions {
  readonly scanner: FingerprintScanner | undefined;
  readonly vault: Vault;
  readonly clock: Clock;
  /** What is in force for whoever is being served. */
  readonly policy: () => Policy;
  readonly analysis: FingerAnalysis;
  readonly registrations: RegisteredTravellers;
  readonly counts: TryCounts;
  readonly log: LogEvent;
}

/** What the document gave to find references by. */
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
  /** Takes what the last reading of the document gave; what the one before gave is destroyed. */
  remember(sources: FingerSources): void;
  /** Rejects with `DeviceError`, or when the finger thread fails. */
  attempt(attempt: FingerAttempt): Promise<FingerEvidence>;
  /** Destroys the document's fingers and what the thread holds; sealed prints that are with the thread come back before. */
  forget(): Promise<void>;
}

export function createFingerEffects(options: FingerEffectsOptions): FingerEffects {
  const { scanner, vault, clock, policy, analysis, registrations, counts, log } = options;
  let sources: FingerSources | undefined;
  let known: readonly FingerPosition[] | undefined;

  const drop = (): void => {
    if (sources?.fingers !== undefined) vault.discard(sources.fingers);
    sources = undefined;
    known = undefined;
  };

  /** The document's own fingers before the lane's: its issuer vouches for them. */
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
      const { fingerPositions: positions, fingerFalseMatchRate, comparisonsPerDocumentPerDay } = policy();
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
        countComparison: () => countWithin(counts, handle, 'finger', comparisonsPerDocumentPerDay),
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
