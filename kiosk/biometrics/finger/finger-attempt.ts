/** Inputs and progress of one attempt at the fingerprint scanner. */
import type { Clock } from '../../../hardware/host/clock.ts';
import type { FingerPosition, FingerprintScanner } from '../../../hardware/fingerprint-scanner/fingerprint-scanner.ts';
import type { FingerAdvice } from '../../../models/finger/quality/advice.ts';
import type { TransactionId } from '../../../server/contract/report.ts';
import type { Vault } from '../../vault/captures/vault.ts';
import type { FingerAnalysis } from './finger-analysis.ts';

/** Advice from the print, or from a scanner that made no print. */
export type FingerHelp = FingerAdvice | 'hold-still' | 'centre-finger' | 'other-finger' | 'wipe-finger';

/** Progress of the fingerprint step for the screen. */
export interface FingerProgress {
  /** `lift`: the platen must be free before the next finger. */
  readonly prompt: 'place' | 'lift' | 'wait';
  /** The requested finger. */
  readonly position: FingerPosition;
  readonly help: FingerHelp | undefined;
  /** Number of captured fingers, and the total. */
  readonly taken: number;
  readonly of: number;
}

export interface FingerStepOptions {
  readonly transactionId: TransactionId;
  readonly scanner: FingerprintScanner;
  readonly vault: Vault;
  readonly analysis: FingerAnalysis;
  readonly clock: Clock;
  /** Fingers to capture, in this order: one or more, each with a reference. */
  readonly positions: readonly FingerPosition[];
  readonly maximumFalseMatchRate: number;
  /** Durably counts one comparison. Resolves to `false` when the daily limit of this document is reached. */
  readonly countComparison: () => Promise<boolean>;
  readonly onProgress: (progress: FingerProgress) => void;
  readonly signal: AbortSignal;
}
