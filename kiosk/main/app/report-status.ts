import { markOf } from '../../../server/contract/rehearsal.ts';
import { type LaneStatus, MAX_SLOW_FRAMES_PER_S } from '../../../server/contract/status.ts';
import type { MeasuredRelease } from '../../fleet/attestation/measure-release.ts';
import type { Supervisor } from '../../lane/devices/supervisor.ts';
import type { Releaser } from '../../lane/evidence/release-evidence.ts';
import type { PaceBoard } from '../../biometrics/face/pace-board.ts';
import type { Lane } from '../../lane/state-machine/lane.ts';
import type { LaneRunner } from '../../lane/state-machine/runner.ts';
import { outOfServiceCauses } from '../../lane/state-machine/transition.ts';
import type { OrderTaker } from '../../lane/orders/take-orders.ts';
import type { KeptCountsWatch } from '../storage/kept-counts.ts';
import type { ShadowPassage } from '../../biometrics/shadow/shadow-passage.ts';
import { startReleaseReporter } from '../../fleet/uplink/release-reporter.ts';
import { type LaneCondition, startStatusReporter } from '../../fleet/uplink/status.ts';
import type { SoftwareFollower } from '../../fleet/software/follow-software.ts';
import type { MasterListWatch } from '../../lists/trust/watch-master-lists.ts';
import type { LaneWatchlists } from '../../lists/watchlist/lane-watchlists.ts';
import type { Foundation } from './foundation.ts';
import type { ReportingParts } from './open-reporting.ts';
import type { Readiness } from './open-readiness.ts';

export interface StatusParts {
  readonly lane: LaneRunner;
  readonly pace: PaceBoard;
  readonly lists: Pick<MasterListWatch, 'state'>;
  readonly supervisor: Supervisor;
  readonly releaser: Releaser;
  readonly taker: OrderTaker;
  readonly keptCounts: KeptCountsWatch;
  readonly readiness: Pick<Readiness, 'checks' | 'drift'>;
}

export interface StatusReports {
  /** Whether the last status reached the server. */
  isServerReached(): boolean;
  /** How the lane is now, as it reports it. */
  condition(): LaneCondition;
}

/** Reports the lane's status to the server periodically, and at once when the phase changes. */
export function reportStatus(
  { config: { kioskId, mode }, clock, log, opened }: Foundation,
  { rules, hardware, storage, server, watchlists }: ReportingParts,
  { lane, pace, lists, supervisor, releaser, taker, keptCounts, readiness }: StatusParts,
): StatusReports {
  const { outbox } = storage.journal;
  let reachable: boolean | undefined;
  const condition = (): LaneCondition => ({
    ...markOf(mode),
    phase: lane.view().phase,
    devices: [...supervisor.health()],
    undelivered: outbox.undelivered(),
    lastSequence: outbox.head().sequence,
    keeping: keptCounts.now(),
    serverKey: Buffer.from(server.serverKeys.last()).toString('hex'),
    ...(rules.releases !== undefined && { releases: rules.releases.status() }),
    ...causesOf(lane.lane()),
    ...slowOf(pace),
    ...listsOf(watchlists),
    ...readinessOf(readiness),
    ...masterListsOf(lists),
    ...releaseOf(server.release),
    ...(releaser.forged() > 0 && { forgedGrants: releaser.forged() }),
    ...(taker.forged() > 0 && { forgedOrders: taker.forged() }),
    ...(watchlists.unproven() > 0 && { unprovenAnswers: watchlists.unproven() }),
  });
  const status = opened.add(
    startStatusReporter({
      kioskId,
      clock,
      secureElement: hardware.devices.secureElement,
      link: server.connection.link,
      condition,
      onReachable(now) {
        if (now === reachable) return;
        reachable = now;
        log({ event: 'server', reachable: now });
      },
    }),
  );
  rules.releases?.onStatus(() => status.changed());
  let lastPhase = lane.view().phase;
  opened.push(
    lane.onChange(() => {
      const { phase } = lane.view();
      if (phase !== lastPhase) status.changed();
      lastPhase = phase;
    }),
  );
  let lastCheck = readiness.checks.state();
  opened.push(readiness.drift.onChange(() => status.changed()));
  opened.push(
    readiness.checks.onChange(() => {
      const check = readiness.checks.state();
      if (check !== lastCheck) status.changed();
      lastCheck = check;
    }),
  );
  opened.push(pace.onMeasured(({ mode }, before) => void (mode !== before.mode && status.changed())));
  return { isServerReached: () => reachable === true, condition };
}

function causesOf(lane: Lane): Pick<LaneStatus, 'outOfService'> {
  const causes = lane.state.phase === 'out-of-service' ? outOfServiceCauses(lane) : [];
  return causes.length === 0 ? {} : { outOfService: [...causes] };
}

function listsOf(watchlists: Pick<LaneWatchlists, 'states'>): Pick<LaneStatus, 'watchlists'> {
  const states = watchlists.states();
  return states.length === 0 ? {} : { watchlists: [...states] };
}

function readinessOf({ checks, drift }: StatusParts['readiness']): Pick<LaneStatus, 'readinessCheck' | 'drifts'> {
  const [readinessCheck, drifts] = [checks.state(), drift.drifts()];
  return {
    ...(readinessCheck !== undefined && { readinessCheck }),
    ...(drifts.length > 0 && { drifts: [...drifts] }),
  };
}

function masterListsOf(lists: StatusParts['lists']): Pick<LaneStatus, 'masterLists'> {
  const masterLists = lists.state();
  return masterLists === 'current' ? {} : { masterLists };
}

function releaseOf({ digest }: MeasuredRelease): Pick<LaneStatus, 'release'> {
  const release = digest();
  return release === undefined ? {} : { release };
}

function slowOf(board: PaceBoard): Pick<LaneStatus, 'slowFramesPerS'> {
  const { mode, framesPerS } = board.pace();
  if (mode === 'full' || framesPerS === undefined) return {};
  return { slowFramesPerS: Math.min(MAX_SLOW_FRAMES_PER_S, Math.round(10 * framesPerS) / 10) };
}

interface ShadowPassages {
  readonly shadow?: Pick<ShadowPassage, 'report' | 'onBatch'> | undefined;
  readonly policyShadow?: Pick<ShadowPassage, 'report' | 'onBatch'> | undefined;
}

/** Reports which targets of the signed channel the lane holds, the software that it runs, and the counts of its shadow passages. */
export function reportReleases(
  { config: { kioskId }, clock, log, opened }: Foundation,
  { rules: { releases }, hardware, server }: Pick<ReportingParts, 'rules' | 'hardware' | 'server'>,
  software: Pick<SoftwareFollower, 'state' | 'onChange'> | undefined,
  { shadow, policyShadow }: ShadowPassages,
): void {
  if (releases === undefined) return;
  const reporter = opened.add(
    startReleaseReporter({
      ...{ kioskId, clock, log, random: Math.random },
      secureElement: hardware.devices.secureElement,
      link: server.connection.link,
      held: () => {
        const [counted, policyCounted] = [shadow?.report(), policyShadow?.report()];
        return {
          ...releases.held(),
          ...(software !== undefined && { software: software.state() }),
          ...(counted !== undefined && { shadow: counted }),
          ...(policyCounted !== undefined && { policyShadow: policyCounted }),
        };
      },
    }),
  );
  releases.onStatus(() => reporter.changed());
  software?.onChange(() => reporter.changed());
  for (const passage of [shadow, policyShadow]) passage?.onBatch(() => reporter.changed());
}
