/** The parts that a lane works with, by subject. */
import type { ReadBuffer } from '../../../hardware/host/read-buffer.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { Terminal } from '../../../hardware/document-reader/emrtd/terminal-authentication/terminal-authentication.ts';
import type { RateTable } from '../../../server/contract/rules/rate-table.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import type { Policy } from '../../rules/decision/policy.ts';
import type { LaneDevices } from '../devices/lane-devices.ts';
import type { InspectionBasis } from '../../rules/document/inspect.ts';
import type { FaceAnalysis } from '../../biometrics/face/analysis.ts';
import type { LaneLights } from '../../biometrics/face/light-board.ts';
import type { Mirror } from '../../biometrics/face/mirror.ts';
import type { PaceBoard } from '../../biometrics/face/pace-board.ts';
import type { FingerAnalysis } from '../../biometrics/finger/finger-analysis.ts';
import type { HandleKeys } from '../../fleet/handles/handle-keys.ts';
import type { ListCounter } from '../../lists/list-counts/list-counts.ts';
import type { PartnerPseudonyms } from '../../lists/partners/partner-pseudonyms.ts';
import type { TravellerReceipts } from '../../vault/receipt/traveller-receipts.ts';
import type { FaceRegistrations } from '../../lists/registration/face-registrations.ts';
import type { RegisteredTravellers } from '../../lists/registration/registered-travellers.ts';
import type { Retention } from '../../vault/retention/retention.ts';
import type { GroupCounter } from '../../lists/group-counts/group-counter.ts';
import type { PolicyPassage } from '../../biometrics/shadow/policy-passage.ts';
import type { ShadowMoments } from '../../biometrics/shadow/shadow-passage.ts';
import type { FleetAttempts } from '../../fleet/uplink/fleet-attempts.ts';
import type { GoodsAnswers } from '../../fleet/uplink/goods-answers.ts';
import type { Reporter } from '../../fleet/uplink/reporter.ts';
import type { Vault } from '../../vault/captures/vault.ts';
import type { LaneWatchlists } from '../../lists/watchlist/lane-watchlists.ts';
import type { InspectionRecords } from './inspection-records.ts';
import type { TryCounts } from './try-counts.ts';
import type { UsedCodes } from './used-codes.ts';

export interface LaneParts {
  readonly clock: Clock;
  readonly log: LogEvent;
  readonly devices: LaneDevices;
  readonly rules: LaneRules;
  readonly inspection: LaneInspection;
  readonly stores: LaneStores;
  readonly analyses: LaneAnalyses;
  readonly pace: PaceBoard;
  readonly screen: LaneScreen;
  readonly reporting: LaneReporting;
  /** The buffer of this thread, which is overwritten when a traveller's captures end. */
  readonly readBuffer?: Pick<ReadBuffer, 'overwrite'>;
  /** The table of exchange rates that the lane holds, however old. Absent: none. */
  readonly exchangeRates?: (() => RateTable | undefined) | undefined;
  /** Absent: travellers answer the customs questions at the lane only. */
  readonly declarationCodes?: DeclarationCodes | undefined;
  /** A candidate model that judges beside the one in use. Absent: none. */
  readonly shadow?: ShadowMoments | undefined;
  /** A candidate policy that judges beside the one in use. Absent: none. */
  readonly policyShadow?: Pick<PolicyPassage, 'decided' | 'declaration'> | undefined;
  /** Counts by randomised answers about groups. Absent: none. */
  readonly groups?: Pick<GroupCounter, 'decided'> | undefined;
}

export interface LaneRules {
  /** The policy in force. Read when a traveller arrives, and used until the traveller has gone. */
  readonly policy: () => Policy;
  readonly retention: Retention;
}

/** For codes with answers to the customs questions, and codes of declared goods. */
export interface DeclarationCodes {
  /** The keys of the server that are accepted now. */
  readonly serverKeys: () => readonly Uint8Array[];
  readonly used: Pick<UsedCodes, 'use'>;
  readonly goods: GoodsAnswers;
}

/** How documents are inspected. */
export interface LaneInspection {
  /** Called for each document, because lists are renewed while the lane runs. */
  readonly basis: (policy: Policy) => InspectionBasis;
  /** Makes the handles of the day. */
  readonly handles: Pick<HandleKeys, 'handle'>;
  readonly watchlists: Pick<LaneWatchlists, 'ask'>;
  readonly partners: PartnerPseudonyms;
  /** Absent: no documents of partners' lists are counted. */
  readonly listCounts?: ListCounter | undefined;
  /** Whether signed rules or lists of the lane have expired, so that it clears no traveller. */
  readonly areReleasesTooOld: () => boolean;
  /** The right to read fingerprints; `undefined` when the lane does not use them or has no right. */
  readonly terminal: () => Terminal | undefined;
}

export interface LaneStores {
  readonly vault: Vault;
  readonly registrations: RegisteredTravellers;
  readonly faceRegistrations: FaceRegistrations;
  readonly counts: TryCounts;
  /** The fleet's count of comparisons. */
  readonly fleetAttempts: FleetAttempts;
  readonly inspections: InspectionRecords;
}

/** The threads that compare. */
export interface LaneAnalyses {
  readonly face: FaceAnalysis;
  readonly finger: FingerAnalysis;
}

/** Content of the traveller's screen that comes from steps, besides the phase. */
export interface LaneScreen {
  readonly lights: LaneLights;
  readonly mirror: Mirror;
  /** `undefined`: this lane gives no receipts. */
  readonly travellerReceipts: TravellerReceipts | undefined;
}

export interface LaneReporting {
  readonly reporter: Reporter;
  /** Called after each report that became durable. */
  readonly onReport: () => void;
  /**
   * Called after the captures of a traveller were erased, unless they are kept for an officer. `tag`: of the traveller's
   * receipt, if there is one.
   */
  readonly onCleared: (captures: number, tag: string | undefined) => void;
}
