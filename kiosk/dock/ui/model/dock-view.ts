/** Answer of `GET /dock/api/state`: the lane and the simulation. */
import type { Mode } from '../../../../hardware/host/mode.ts';
import type {
  OutOfServiceCause,
  DeviceHealth,
  Outcome,
  Passage,
  ReasonCode,
  ReportedDeviceKind,
} from '../../../../server/contract/vocabulary.ts';
import type { Report } from '../../../../server/contract/report.ts';
import type { PhaseDuty } from '../../../rules/decision/policy.ts';
import type { PaceMode } from '../../../biometrics/face/pace.ts';
import type { LaneView } from '../../../lane/state-machine/lane-view.ts';
import type { DocumentRequest, FingerRequest, SceneRequest, TravellerRequest } from '../../dock-messages.ts';

export interface Specimen {
  readonly id: string;
  readonly name: string;
  readonly issuingState: string;
  /** How many photographs there are of this person; the first is the chip's portrait. */
  readonly photographs: number;
}

export type FaultKind = 'disconnect' | 'jam' | 'stall' | 'corrupt' | 'slow';

export interface InjectedFault {
  readonly device: ReportedDeviceKind;
  readonly fault: { readonly kind: FaultKind; readonly byMs?: number };
  readonly once?: boolean;
}

export interface DeviceView {
  readonly kind: ReportedDeviceKind;
  readonly health: DeviceHealth;
  readonly driver: string;
  readonly simulated: boolean;
}

export interface ReportView {
  readonly sequence: number;
  readonly kind: Report['kind'];
  readonly outcome?: Outcome;
  readonly reasons?: readonly ReasonCode[];
  readonly passage?: Passage;
}

export interface PaceView {
  readonly mode: PaceMode;
  /** The last measured rate, with one decimal; absent before the first measurement. */
  readonly framesPerS?: number;
  /** Good self-tests in a row, and how many of them raise the mode. */
  readonly goodTests: number;
  readonly testsNeeded: number;
  /** Whether self-tests that the dock requested are running. */
  readonly isTesting: boolean;
}

export type DocumentVariant = NonNullable<DocumentRequest['variant']>;
export type FingerContact = FingerRequest['contact'];
export type PassageBehaviour = TravellerRequest['passage'];

export interface DockView {
  readonly mode: Mode;
  readonly specimens: readonly Specimen[];
  readonly scene: SceneRequest;
  /** The document on the reader. */
  readonly document: {
    readonly holder: string;
    readonly variant: DocumentVariant;
    readonly expired: boolean;
  } | null;
  /** The finger on the fingerprint scanner. */
  readonly finger: { readonly contact: FingerContact };
  /** Number of travellers with registered fingers. */
  readonly registrations: number;
  /** Number of travellers with a registered face. */
  readonly registeredFaces: number;
  /** Whether the holder of the last presented document has a token. */
  readonly token: boolean;
  readonly passage: PassageBehaviour;
  readonly faults: readonly InjectedFault[];
  readonly lane: LaneView;
  /** Empty when the lane is in service. */
  readonly outOfService: readonly OutOfServiceCause[];
  readonly pace: PaceView;
  /** Use of the coloured light by the policy. */
  readonly light: PhaseDuty;
  readonly devices: readonly DeviceView[];
  readonly serverUrl: string;
  readonly consoleUrl: string;
  readonly outbox: { readonly undelivered: number; readonly lastSequence: number; readonly delivery: string };
  /** Newest first. */
  readonly lastReports: readonly ReportView[];
}
