import type { LaneSimulation } from '../../../hardware/registry.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { WatchedPart } from '../../../hardware/host/watchdog.ts';
import type { KioskConfig } from '../../platform/config/config.ts';
import type { Policy } from '../../rules/decision/policy.ts';
import type { LaneDevices } from '../../lane/devices/lane-devices.ts';
import type { Supervisor } from '../../lane/devices/supervisor.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import type { EvidenceEndpoint } from '../../lane/evidence/evidence-endpoint.ts';
import type { FaceAnalysis } from '../../biometrics/face/analysis.ts';
import type { PaceBoard } from '../../biometrics/face/pace-board.ts';
import type { Readiness } from './open-readiness.ts';
import type { FingerAnalysis } from '../../biometrics/finger/finger-analysis.ts';
import type { RegisteredTravellers } from '../../lists/registration/registered-travellers.ts';
import type { Journal } from '../storage/journal.ts';
import type { PaceKeeper } from '../../lane/state-machine/keep-pace.ts';
import type { LaneRunner } from '../../lane/state-machine/runner.ts';
import type { FaceRegistrations } from '../../lists/registration/face-registrations.ts';
import type { Screen } from '../screen/screen.ts';
import type { Touch } from '../screen/screen-state.ts';
import type { Delivery } from '../../fleet/uplink/delivery.ts';
import type { Vault } from '../../vault/captures/vault.ts';

export interface Kiosk {
  readonly url: string;
  readonly lane: LaneRunner;
  readonly vault: Vault;
  readonly screen: Screen;
  readonly evidence: EvidenceEndpoint;
  readonly readiness: Readiness;
  readonly simulation: LaneSimulation | undefined;
  /** Parts without which no traveller can pass, for the watchdog. */
  readonly parts: readonly WatchedPart[];
  close(): Promise<void>;
}

/** The parts that a development page may use. */
export interface KioskInside {
  readonly config: KioskConfig;
  readonly simulation: LaneSimulation;
  readonly devices: LaneDevices;
  readonly supervisor: Supervisor;
  readonly lane: LaneRunner;
  readonly pace: PaceBoard;
  readonly paceKeeper: Pick<PaceKeeper, 'testNow' | 'isTesting'>;
  readonly journal: Journal;
  readonly delivery: Delivery;
  readonly vault: Vault;
  readonly fingerAnalysis: FingerAnalysis;
  readonly analysis: FaceAnalysis;
  readonly registrations: RegisteredTravellers;
  readonly faceRegistrations: FaceRegistrations;
  readonly policy: Policy;
  readonly log: LogEvent;
  readonly clock: Clock;
  /** Does what a touch on the traveller's screen does. */
  readonly touch: (touch: Touch) => void;
}
