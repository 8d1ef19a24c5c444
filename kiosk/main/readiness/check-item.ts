/** One item of a readiness check: how it runs, and how it can end. */
import type { IndicatorSignal } from '../../../hardware/device/indicator-signal.ts';
import type { SecureElement } from '../../../hardware/secure-element/secure-element.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { ReadinessFault } from '../../../server/contract/readiness-vocabulary.ts';
import type { ReadinessValues } from '../../../server/contract/readiness-values.ts';
import type { CheckAnswer } from '../../../server/contract/readiness.ts';
import type { Policy } from '../../rules/decision/policy.ts';
import type { LaneDevices } from '../../lane/devices/lane-devices.ts';
import type { Supervisor } from '../../lane/devices/supervisor.ts';
import type { CertificateSource } from '../../fleet/enrolment/kept-certificate.ts';
import type { FaceAnalysis } from '../../biometrics/face/analysis.ts';
import type { CalibratedLights } from '../../biometrics/face/lane-lights.ts';
import type { FingerAnalysis } from '../../biometrics/finger/finger-analysis.ts';
import type { ClockTrouble } from '../storage/kept-time.ts';
import type { Vault } from '../../vault/captures/vault.ts';

export type ItemOutcome =
  | { readonly result: 'passed'; readonly values?: ReadinessValues }
  | { readonly result: 'failed'; readonly fault: ReadinessFault; readonly values?: ReadinessValues }
  | { readonly result: 'not-fitted' }
  /** The technician left it out. */
  | { readonly result: 'skipped' };

export const NOT_FITTED: ItemOutcome = { result: 'not-fitted' };
export const SKIPPED: ItemOutcome = { result: 'skipped' };

export function passed(values: ReadinessValues = {}): ItemOutcome {
  return { result: 'passed', values };
}

export function failed(fault: ReadinessFault, values: ReadinessValues = {}): ItemOutcome {
  return { result: 'failed', fault, values };
}

/** The parts of the lane that a check uses. Devices are reached through their contracts only. */
export interface CheckedParts {
  readonly clock: Clock;
  /** Fault of the machine's clock. */
  readonly clockTrouble: () => ClockTrouble | undefined;
  readonly policy: () => Policy;
  readonly devices: LaneDevices;
  readonly supervisor: Pick<Supervisor, 'lastFailure'>;
  readonly secureElement: SecureElement;
  readonly vault: Vault;
  readonly analyses: { readonly face: FaceAnalysis; readonly finger: FingerAnalysis };
  readonly lights: CalibratedLights;
  readonly dataDir: string;
  /** Rejects while the disk cannot be written to. */
  readonly probeDisk: () => Promise<void>;
  readonly undelivered: () => number;
  /** Tries to deliver reports now. */
  readonly deliver: () => void;
  readonly certificates: {
    /** Whether the connection to the server uses certificates. */
    readonly isUsed: boolean;
    readonly lane: CertificateSource | undefined;
    readonly evidence: CertificateSource | undefined;
  };
}

/** Keys of a question to the technician. */
export const ANSWERS = ['go', 'yes', 'no', 'skip'] as const;
export type Answer = (typeof ANSWERS)[number];

/** Questions to the technician, and what an item does now. The words are in `words-en.ts` and its translations. */
export type Prompt =
  | 'go-passport'
  | 'place-passport'
  | 'go-finger'
  | 'place-finger'
  | 'go-code'
  | 'show-code'
  | 'go-lamps'
  | 'were-lamps-right'
  | 'go-gate'
  | 'gate-obstructed'
  | 'go-walk'
  | 'walk'
  | 'screen-colours'
  | 'reports-waiting';

/** A prompt, or the signal that the lamps show. */
export type Progress = Prompt | { readonly lamps: IndicatorSignal };

/** The means of an item besides its parts. */
export interface ItemTools {
  readonly parts: CheckedParts;
  /** Fires when the check ends early. */
  readonly signal: AbortSignal;
  /** Measured values of the previous items. */
  readonly values: () => ReadinessValues;
  /** Asks the technician, who may always skip. Rejects when the check ends early. */
  ask(question: Prompt, answers: readonly Answer[]): Promise<Answer>;
  /** Shows what the item does now. */
  tell(progress: Progress): void;
  /** Called before each opening of the gate; durable when it resolves. */
  countOpening(): Promise<void>;
  /** Repeats the lane's request, for its answer and the times around it; `undefined` without a valid answer. */
  askServer(): Promise<
    { readonly answer: CheckAnswer; readonly sentMs: number; readonly arrivedMs: number } | undefined
  >;
}

export type CheckItem = (tools: ItemTools) => Promise<ItemOutcome>;
