/** What one attempt at the fingerprint scanner is given, and what it tells while it runs. */
import type { Clock } from '../../hardware/host/clock.ts';
import type { FingerPosition, FingerprintScanner } from '../../hardware/fingerprint-scanner/fingerprint-scanner.ts';
import type { FingerAdvice } from '../../models/finger/quality/advice.ts';
import type { TransactionId } from '../../server/contract/report.ts';
import type { Vault } from '../vault/vault.ts';
import type { FingerAnalysis } from './finger-analysis.ts';

/** What may help: from the print itself, or from a scanner that made none. */
export type FingerHelp = FingerAdvice | 'hold-still' | 'centre-finger' | 'other-finger' | 'wipe-finger';

/** What the screen shows while fingers are taken. */
export interface FingerProgress {
  /** `lift`: the platen must be free before the next finger. */
  readonly prompt: 'place' | 'lift' | 'wait';
  /** The finger asked for. */
  readonly position: FingerPosition;
  readonly help: FingerHelp | undefined;
  /** Fingers taken, and how many there are to take. */
  readonly taken: number;
  readonly of: number;
}

export interface FingerStepOptions {
  readonly transactionId: TransactionId;
  readonly scanner: FingerprintScanner;
  readonly vault: Vault;
  readonly analysis: FingerAnalysis;
  readonly clock: Clock;
  /** Fingers to take, in this order: one or more, each with a reference. */
  readonly positions: readonly FingerPosition[];
  readonly maximumFalseMatchRate: number;
  /** Counts one comparison, durably; `false` when today's tries with this document are used up. */
  readonly countComparison: () => Promise<boolean>;
  readonly onProgress: (progress: FingerProgress) => void;
  readonly signal: AbortSignal;
}
