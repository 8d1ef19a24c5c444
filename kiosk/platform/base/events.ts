/**
 * All log events of the kiosk, as types. A log line is one JSON object. No event has a field for a name, document
 * number, image, template or key.
 */
import type { GoodsFinding } from '../../rules/declaration/goods-finding.ts';
import pino from 'pino';
import type { DeviceKind, DeviceStatus } from '../../../hardware/device/device.ts';
import type { GrantRefusal } from '../../../server/contract/evidence-vocabulary.ts';
import type { SuccessionRefusalCode } from '../../../server/contract/key-succession.ts';
import type { ReturnReason } from '../../../server/contract/lane-software.ts';
import type { OrderKind, OrderRefusal } from '../../../server/contract/order-vocabulary.ts';
import type { ReleaseStanding } from '../../../server/contract/release-standing.ts';
import type { ReleaseFailure } from '../../../server/contract/release-status.ts';
import type { DocumentKind, DocumentRefusal } from '../../../server/contract/signed-document.ts';
import type { Drift, ReadinessResult } from '../../../server/contract/readiness-vocabulary.ts';
import type { LanePhase, Outcome, Passage, ReasonCode } from '../../../server/contract/vocabulary.ts';
import type { PortraitFinding } from '../../rules/document/portrait-image.ts';
import type { HardeningFault } from '../launch/hardening.ts';
import type {
  CertificateState,
  CodeRefusal,
  HandleKeyDelivery,
  HandleKeyState,
  LaneFault,
  PartnerKeyDelivery,
  StartProofState,
  TokenFinding,
} from './vocabulary.ts';

export type KioskEvent =
  | {
      readonly event: 'starting';
      readonly kioskId: string;
      readonly mode: string;
      /** Missing parts of the hardened launch; see `platform/launch/hardening.ts`. */
      readonly notHardened: readonly HardeningFault[];
    }
  /** A user sent the signal that starts the debugger. */
  | { readonly event: 'debugger-refused' }
  | { readonly event: 'listening'; readonly url: string; readonly evidenceUrl: string; readonly readyMs: number }
  | { readonly event: 'phase'; readonly phase: LanePhase }
  | {
      readonly event: 'match-reported';
      readonly sequence: number;
      readonly outcome: Outcome;
      readonly reasons: readonly ReasonCode[];
    }
  | { readonly event: 'passage-reported'; readonly sequence: number; readonly passage: Passage }
  /** Contradictions inside a signed DG2, caused by its issuer. */
  | { readonly event: 'portrait-record'; readonly findings: readonly PortraitFinding[] }
  | { readonly event: 'captures-erased'; readonly retentionClass: string; readonly captures: number }
  | { readonly event: 'captures-kept'; readonly captures: number }
  /** Captures were released to an officer's browser, sealed with its key. */
  | { readonly event: 'evidence-released'; readonly captures: number }
  | { readonly event: 'evidence-refused'; readonly why: GrantRefusal | 'malformed-grant' | 'forged-grant' }
  /** An order was carried out, or refused with `why`. */
  | { readonly event: 'order'; readonly command: OrderKind; readonly why?: OrderRefusal }
  | { readonly event: 'order-forged'; readonly why: string }
  | { readonly event: 'order-link'; readonly state: 'connecting' | 'open' | 'waiting' }
  /** Whether the server has the TPM's statement about how this machine was started. */
  | { readonly event: 'start-proof'; readonly state: StartProofState }
  /** Digest of the installed files. */
  | { readonly event: 'release'; readonly digest: string }
  | { readonly event: 'release-unmeasured'; readonly why: string }
  | { readonly event: 'epoch-keys-destroyed'; readonly keys: number }
  /** Whether the lane can compute today's document handles. */
  | { readonly event: 'handle-keys'; readonly state: HandleKeyState }
  /** Result of the delivery of the fleet's handle key. */
  | { readonly event: 'handle-key-delivery'; readonly delivery: HandleKeyDelivery }
  /**
   * The key file of an earlier version was erased. `taken`: its key was moved to the secure element; otherwise a key
   * already existed there.
   */
  | { readonly event: 'fleet-key-file-erased'; readonly taken: boolean }
  /** A new root wraps every epoch key. `lost`: number of keys that no root could unwrap; they were destroyed. */
  | {
      readonly event: 'root-rotated';
      readonly generation: number;
      readonly rewrapped: number;
      readonly lost: number;
      readonly rootsDestroyed: number;
    }
  | {
      readonly event: 'device';
      readonly device: DeviceKind;
      readonly status: DeviceStatus['kind'];
      readonly code?: string;
    }
  | { readonly event: 'fault'; readonly fault: LaneFault; readonly raised: boolean }
  /** The kiosk was enrolled with its one-time code. */
  | { readonly event: 'enrolled' }
  /** The server changed its key with a statement signed by the previous key. */
  | { readonly event: 'server-key-followed'; readonly number: number }
  /** `forked`: there are two successors, so the server's key was compromised. */
  | { readonly event: 'server-key-refused'; readonly code: SuccessionRefusalCode }
  | { readonly event: 'certificate'; readonly use: 'lane' | 'evidence'; readonly state: CertificateState }
  /** The server did not answer a reservation in time, or answers again; `owed`: attempts that it has not counted. */
  | { readonly event: 'fleet-attempts'; readonly answered: boolean; readonly owed: number }
  | { readonly event: 'delivery'; readonly state: string; readonly why?: string }
  | { readonly event: 'server'; readonly reachable: boolean }
  /** The state of the signed channel has changed. Targets are named by kind, name and version. */
  | {
      readonly event: 'releases';
      /** `start`: as the lane had them at its start. */
      readonly source: 'server' | 'folder' | 'start';
      readonly standing: ReleaseStanding;
      readonly targets: number;
      readonly inUse: readonly string[];
      readonly tooOld: readonly string[];
      readonly failure?: ReleaseFailure;
    }
  /** Another released policy: in use for the next traveller, or from the next start on, because it needs other parts of the lane. */
  | { readonly event: 'policy'; readonly digest: string; readonly state: 'in-use' | 'waits-for-start' }
  /**
   * The software of this lane. `ordered`: a technician wants it to leave the release. `returned`: it left the release, for the reason. `0` is the
   * installed package.
   */
  | {
      readonly event: 'software';
      readonly state: 'running' | 'on-trial' | 'ready' | 'restarts' | 'healthy' | 'ordered' | 'returned';
      readonly version: number;
      readonly why?: ReturnReason;
    }
  /** A release was not made ready; the one in use stays. */
  | { readonly event: 'software-refused'; readonly version: number; readonly code: string }
  /** The released models that compare faces. `refused`: the installed ones do, and `code` says why. */
  | {
      readonly event: 'face-models';
      readonly release: string;
      readonly state: 'in-use' | 'refused' | 'left' | 'restarts';
      readonly code?: string;
    }
  /** A candidate judges beside the model in use as soon as its process has loaded it. */
  | { readonly event: 'shadow'; readonly candidate: string; readonly state: 'loading' | 'ready' }
  /** The candidate judged a traveller in this time. */
  | { readonly event: 'shadow-judged'; readonly milliseconds: number }
  /** The file of a target differs from its digest. It is fetched again. */
  | { readonly event: 'release-damaged'; readonly target: string }
  | {
      readonly event: 'trust';
      readonly anchors: number;
      readonly revocationLists: number;
      /** Names of the operator's files that were refused, with the reasons. */
      readonly refused: readonly string[];
    }
  | {
      /** The age of the newest master list passed a limit of the policy, or is within the limits again. */
      readonly event: 'master-lists';
      /** `stale`: the lane refers every traveller. */
      readonly state: 'current' | 'ageing' | 'stale';
      /** Absent: the lane has no list. */
      readonly days?: number;
    }
  | {
      /** The age of the table of exchange rates passed a limit of the policy, or is within the limits again. */
      readonly event: 'exchange-rates';
      /** `stale` and `missing`: amounts in other currencies are for customs. */
      readonly state: 'current' | 'ageing' | 'stale' | 'missing';
      /** Absent: the lane has no table. */
      readonly days?: number;
    }
  | {
      readonly event: 'terminal';
      /** Days until its last certificate expires. */
      readonly daysLeft: number;
      readonly refused: readonly string[];
    }
  /** A newer version of a watchlist is in use. */
  | { readonly event: 'watchlist'; readonly list: string; readonly base: number; readonly delta: number }
  /** An offered list, or the offered `keys`, were refused; the version before stays in use. */
  | { readonly event: 'watchlist-refused'; readonly list: string; readonly code: string }
  /** The lane has the key of this generation for the tags of its lists. */
  | { readonly event: 'watchlist-key'; readonly generation: number }
  /** The owner of a blind list stopped answering, or answers again. */
  | { readonly event: 'watchlist-owner'; readonly list: string; readonly answering: boolean }
  /** An answer to a blind query has no proof for the key of the list. */
  | { readonly event: 'watchlist-unproven'; readonly list: string }
  /** A partner's key was delivered with the terms of its agreement. */
  | { readonly event: 'partner-key'; readonly agreement: string; readonly delivery: PartnerKeyDelivery }
  /** A pseudonym for a partner could not be made or kept, or the terms could not be applied. */
  | { readonly event: 'partner-pseudonym-failed'; readonly error: string }
  /** Sealed pseudonyms of agreements that the terms no longer name were erased. */
  | { readonly event: 'partner-pseudonyms-erased'; readonly sealed: number }
  /** Those of a month were not all sent; `refused`: the server takes none of it, and they were erased. */
  | { readonly event: 'partner-pseudonyms'; readonly state: 'waits' | 'refused' }
  /** A document could not be counted with a partner's blind list, or the sums could not be kept. */
  | { readonly event: 'list-counts-failed'; readonly error: string }
  /** The sums of a month were not all sent; `refused`: the server takes none of it, and they were erased. */
  | { readonly event: 'list-counts'; readonly state: 'waits' | 'refused' }
  /** Whether the lane has a partner's list as its terms name it. */
  | { readonly event: 'counted-list'; readonly list: string; readonly fits: boolean }
  /** A document signed by two people is in force. */
  | { readonly event: 'document'; readonly kind: DocumentKind; readonly number: number }
  /** Its file was replaced by an invalid one; the previous document stays in force. */
  | {
      readonly event: 'document-refused';
      readonly kind: DocumentKind;
      readonly code: DocumentRefusal | 'not-remembered';
    }
  | { readonly event: 'recovered'; readonly interruptedPassages: number; readonly erasedCaptures: number }
  | { readonly event: 'step-failed'; readonly step: string; readonly error: string; readonly code: string }
  | { readonly event: 'screen-connected'; readonly screens: number }
  /** Screen to camera, ms; -1 when it could not be measured. */
  | { readonly event: 'light-calibrated'; readonly latencyMs: number; readonly jitterMs: number }
  /** Analysed frames per second, measured while the lane is slow or when its mode changes. */
  | { readonly event: 'pace'; readonly mode: 'full' | 'reduced' | 'stopped'; readonly framesPerS: number }
  /** A technician's readiness check: begun, ended with a result, or left unfinished by a stop of the program. */
  | { readonly event: 'readiness'; readonly state: 'begun' | 'ended' | 'unfinished'; readonly result?: ReadinessResult }
  /** Measured values that differ from the calibration of the site. */
  | { readonly event: 'drift'; readonly drifts: readonly Drift[] }
  | { readonly event: 'traveller-registered' }
  | { readonly event: 'registration-renewed' }
  | { readonly event: 'registrations-erased'; readonly why: 'due' | 'request'; readonly registrations: number }
  /** Result of the token step, without the identity of the holder. */
  | { readonly event: 'token'; readonly found: TokenFinding }
  /** A code with answers to the customs questions was shown. Neither answers nor code are logged. */
  | { readonly event: 'declaration-code'; readonly found: 'accepted' | CodeRefusal }
  /** A code of declared goods was shown. Neither code nor declaration is logged. */
  | { readonly event: 'goods-code'; readonly found: GoodsFinding }
  /** A registration does not open: it was changed, or belongs to another secure element. */
  | { readonly event: 'registration-unusable' }
  /** A part of the lane does not answer; if it stays silent, the service manager restarts the lane. */
  | { readonly event: 'part-silent'; readonly part: string }
  | { readonly event: 'stopping' }
  | { readonly event: 'stopped' };

export type LogEvent = (event: KioskEvent) => void;

const WARNINGS: ReadonlySet<KioskEvent['event']> = new Set([
  'fault',
  'step-failed',
  'registration-unusable',
  'debugger-refused',
  'part-silent',
  'evidence-refused',
  'order-forged',
  'server-key-refused',
  'document-refused',
  'watchlist-refused',
  'watchlist-unproven',
  'software-refused',
  'partner-pseudonym-failed',
  'list-counts-failed',
]);

/** Writes events to standard output, or to `destination`. */
export function createEventLog(destination?: pino.DestinationStream): LogEvent {
  const logger = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination ?? pino.destination(1));
  return (event) => (WARNINGS.has(event.event) ? logger.warn(event) : logger.info(event));
}
