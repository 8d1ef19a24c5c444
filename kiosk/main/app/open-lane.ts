import type { ReadBuffer } from '../../../hardware/host/read-buffer.ts';
import type { DeclarationRules } from '../../../server/contract/rules/questions.ts';
import type { LanePhase } from '../../../server/contract/vocabulary.ts';
import { degraded } from '../../rules/decision/degradation.ts';
import { asksForFingers, asksForRegisteredFaces, dutyOf, type Policy } from '../../rules/decision/policy.ts';
import type { InspectionBasis } from '../../rules/document/inspect.ts';
import { type CalibratedLights, createLaneLights } from '../../biometrics/face/lane-lights.ts';
import { createMirror, type Mirror, NO_MIRROR } from '../../biometrics/face/mirror.ts';
import { paceRates } from '../../biometrics/face/pace.ts';
import { createPaceBoard, type PaceBoard } from '../../biometrics/face/pace-board.ts';
import { openGoodsAnswers } from '../../fleet/uplink/goods-answers.ts';
import { type LaneRunner, startLane } from '../../lane/state-machine/runner.ts';
import type { PolicyPassage } from '../../biometrics/shadow/policy-passage.ts';
import type { ShadowPassage } from '../../biometrics/shadow/shadow-passage.ts';
import { createTravellerReceipts } from '../../vault/receipt/traveller-receipts.ts';
import type { RegisteredTravellers } from '../../lists/registration/registered-travellers.ts';
import type { LaneTrust } from '../../lists/trust/lane-trust.ts';
import { type MasterListWatch, watchMasterLists } from '../../lists/trust/watch-master-lists.ts';
import type { Foundation } from './foundation.ts';
import { openPolicyShadow } from './open-policy-shadow.ts';
import { openRates } from './open-rates.ts';
import { openShadow } from './open-shadow.ts';
import type { ReportingParts } from './open-reporting.ts';
import type { Reporting } from './open-reporting.ts';

export interface OpenLane {
  readonly lane: LaneRunner;
  readonly lights: CalibratedLights;
  readonly pace: PaceBoard;
  readonly lists: MasterListWatch;
  /** `undefined` when the lane takes no releases. */
  readonly shadow?: ShadowPassage | undefined;
  readonly policyShadow?: PolicyPassage | undefined;
  /** `undefined` when the screen shows a figure instead of the traveller. */
  readonly mirror: ReturnType<typeof createMirror> | undefined;
}

/**
 * Starts the lane's state machine, in the phase `starting`. The caller closes the lane before the supervisor of the
 * devices.
 */
export function openLane(
  foundation: Foundation,
  { rules, hardware, storage, analyses, server, watchlists, partners, listCounts, reports }: ReportingParts,
  { reporter, fleetAttempts, groups }: Reporting,
  readBuffer: ReadBuffer,
): OpenLane {
  const { config, clock, log, opened } = foundation;
  const { kioskId } = config;
  const { devices, simulated, trust } = hardware;
  const { livePolicy, retention } = rules;
  const { vault, registrations, faceRegistrations, receipts } = storage;
  const { counts, inspections, standing, usedCodes, owedGoods } = storage.journal;
  const { secureElement } = devices;
  const serverKeys = (): readonly Uint8Array[] => server.serverKeys.now();
  const { link } = server.connection;
  const lights = createLaneLights({ camera: devices.camera, secureElement, clock, log });
  if (simulated !== undefined) opened.push(simulated.showOnPanel(lights.board));
  const mirror = config.mirror === 'figure' ? undefined : createMirror(clock);
  const travellerReceipts =
    config.receipts === 'none'
      ? undefined
      : createTravellerReceipts({ kioskId, clock, secureElement, retention, vault, log });
  const pace = createPaceBoard(clock, () =>
    paceRates({
      light: dutyOf(livePolicy.now(), 'presentation-attack-light-challenge'),
      headTurn: dutyOf(livePolicy.now(), 'presentation-attack-head-turn'),
    }),
  );
  const lists = opened.add(watchMasterLists(trust, () => livePolicy.now().masterLists, { clock, log }));
  const shadow = openShadow(foundation, { rules, storage, analyses, pace });
  const reduced = (policy: Policy): Policy => degraded(policy, standing.degradations(clock.wallMs()));
  const policyShadow = openPolicyShadow(foundation, rules, reduced);
  const lane = startLane({
    clock,
    log,
    devices,
    rules: { policy: () => reduced(livePolicy.now()), retention },
    inspection: {
      basis: (inForce) => ({
        ...basisOf(inForce, trust, registrations),
        beside: policyShadow?.eligibility(),
        ...(inForce.groupCounts === 'randomised' && { groupSecret: groups.secret() }),
        declarationTimeZone: timeZoneOf(inForce.declaration?.rules) ?? timeZoneOf(policyShadow?.declaration()?.rules),
      }),
      handles: server.handleKeeper.keys,
      watchlists,
      partners,
      listCounts,
      areReleasesTooOld: () => (rules.releases?.tooOld().length ?? 0) > 0 || lists.state() === 'stale',
      terminal: () => trust.terminal(),
    },
    stores: { vault, registrations, faceRegistrations, counts, fleetAttempts, inspections },
    exchangeRates: openRates(foundation, rules),
    declarationCodes: {
      serverKeys,
      used: usedCodes,
      goods: opened.add(openGoodsAnswers({ kioskId, clock, secureElement, link, owed: owedGoods, serverKeys, log })),
    },
    analyses: shadow === undefined ? analyses : { ...analyses, face: shadow.watch(analyses.face) },
    pace,
    readBuffer,
    shadow,
    policyShadow,
    groups,
    screen: { lights, mirror: mirror ?? (NO_MIRROR satisfies Mirror), travellerReceipts },
    reporting: { reporter, onCleared: receipts.countCleared, onReport: () => reports.announce() },
  });
  trust.loadWhile(() => WITHOUT_TRAVELLER.includes(lane.view().phase));
  return { lane, lights, mirror, pace, lists, shadow, policyShadow };
}

const WITHOUT_TRAVELLER: readonly LanePhase[] = ['starting', 'idle', 'emergency', 'out-of-service'];

const timeZoneOf = (rules: DeclarationRules | undefined): string | undefined => rules?.law?.timeZone;

/** How a document is inspected under this policy. */
function basisOf(
  policy: Policy,
  trust: LaneTrust,
  { pseudonymKey }: Pick<RegisteredTravellers, 'pseudonymKey'>,
): InspectionBasis {
  const comparesFingers = asksForFingers(policy);
  return {
    trust: trust.store(),
    trustPolicy: policy,
    eligibility: policy.eligibility,
    comparesFingers,
    ...((comparesFingers || asksForRegisteredFaces(policy)) && { registrationKey: pseudonymKey }),
  };
}
