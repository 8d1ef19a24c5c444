/** From configuration to a running lane: each part opens after those that it needs, and closes before them. */
import { mkdirSync } from 'node:fs';
import type { Clock } from '../../../hardware/host/clock.ts';
import { withinTime } from '../../../hardware/host/within-time.ts';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { ClosingStack } from '../../../hardware/host/closing-stack.ts';
import { openReadBuffer } from '../../../hardware/host/read-buffer.ts';
import type { KioskConfig } from '../../platform/config/config.ts';
import { dutyOf } from '../../rules/decision/policy.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import { startHousekeeping } from './housekeeping.ts';
import { measurePace } from '../../biometrics/face/measure-pace.ts';
import { keepPace } from '../../lane/state-machine/keep-pace.ts';
import { calibrateWhileIdle } from '../../lane/state-machine/calibrate-while-idle.ts';
import { keepOpeningHours } from '../../lane/state-machine/keep-opening-hours.ts';
import { watchForDocuments } from '../../lane/state-machine/watch-for-documents.ts';
import { keptTime } from '../storage/lane-storage.ts';
import { openOrderLink } from '../../lane/orders/order-link.ts';
import { watchKept } from '../storage/kept-counts.ts';
import { newReports } from '../../fleet/uplink/new-reports.ts';
import type { Foundation } from './foundation.ts';
import type { Kiosk } from './kiosk.ts';
import { openAnalyses } from './open-analyses.ts';
import { followFaceModels } from './open-face-models.ts';
import { openHardware } from './open-hardware.ts';
import { type OpenLane, openLane } from './open-lane.ts';
import { openCheckAccess, openReadiness } from './open-readiness.ts';
import { openOrderTaker, openReleaser } from './open-officer-access.ts';
import { openReporting, type ReportingParts } from './open-reporting.ts';
import { openReleases } from './open-releases.ts';
import { openRules } from './open-rules.ts';
import { type DevelopmentPage, openEvidencePort, openTravellerScreen } from './open-screens.ts';
import { openServerSide } from './open-server-side.ts';
import { openStorage } from './open-storage.ts';
import { openLaneWatchlists } from './open-watchlists.ts';
import { openLaneListCounts } from './open-list-counts.ts';
import { openPartners } from './open-partners.ts';
import { openSoftware } from './open-software.ts';
import { reportReleases, reportStatus } from './report-status.ts';
import { watchDevices } from './watch-devices.ts';

const CALIBRATION_TIMEOUT_MS = 8_000;

export interface StartOptions {
  readonly clock?: Clock;
  /** Creates the development page; called only when the lane runs on simulators. */
  readonly developmentPage?: DevelopmentPage | undefined;
  /** Ends the program in order. Given where a service manager starts it again. */
  readonly restart?: (() => void) | undefined;
}

/**
 * Rejects with `ConfigError`, `DeviceError`, or the error of models, databases and ports; everything is closed then.
 */
export async function startKiosk(config: KioskConfig, log: LogEvent, options: StartOptions = {}): Promise<Kiosk> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const opened = new ClosingStack();
  try {
    const foundation = { config, log, opened, ...keptTime(config, options.clock ?? systemClock) };
    return await openKiosk(foundation, options);
  } catch (error) {
    await opened.close().catch(() => undefined);
    throw error;
  }
}

async function openKiosk(foundation: Foundation, { developmentPage, restart }: StartOptions): Promise<Kiosk> {
  const { config, clock, time, log, opened } = foundation;
  const { kioskId, serverUrl } = config;
  const reports = newReports();
  const rules = openRules(foundation, await openReleases(foundation));
  const hardware = await openHardware(foundation, rules);
  const storage = await openStorage(foundation, rules, hardware, reports);
  const server = await openServerSide(foundation, rules, hardware, reports);
  const analyses = await openAnalyses(foundation, rules, storage);
  const partners = await openPartners(foundation, hardware, storage, server);
  const watchlists = await openLaneWatchlists(foundation, rules, hardware, { ...server, partners });
  const listCounts = openLaneListCounts(foundation, hardware, storage, { ...server, partners, watchlists });
  const lists = { watchlists, partners, listCounts };
  const parts: ReportingParts = { rules, hardware, storage, analyses, server, ...lists, reports };
  const reporting = await openReporting(foundation, parts);
  const releaser = openReleaser(foundation, parts, reporting);
  const laneParts = openLane(foundation, parts, reporting, opened.add(await openReadBuffer()));
  const { lane } = laneParts;
  const taker = openOrderTaker(foundation, parts, reporting, lane);
  const { devices, simulation } = hardware;
  const { secureElement } = devices;
  const { handleKeeper } = server;
  const { retention, notice } = rules;
  const supervisor = watchDevices(foundation, { devices, lane, reporter: reporting.reporter, reports });
  const keptCounts = watchKept({
    captures: storage.captures,
    vault: storage.vault,
    registrations: storage.registrations,
    inspections: storage.journal.inspections,
    retention,
    nowMs: time.nowMs,
  });
  const readiness = openReadiness(foundation, parts, { ...laneParts, supervisor, reporting });
  const reported = { ...laneParts, supervisor, releaser, taker, keptCounts, readiness };
  const status = reportStatus(foundation, parts, reported);

  await supervisor.started;
  await readiness.checks.recover();
  await calibrateLights(foundation, parts, laneParts);
  if ((await handleKeeper.round(clock.wallMs())) !== 'ready') {
    lane.dispatch({ kind: 'fault-raised', fault: 'handle-keys' });
  }
  opened.push(
    startHousekeeping({ clock, time, log, lane, secureElement, handleKeeper, storage, keptCounts, retention, notice }),
  );
  await taker.recover();
  opened.push(keepOpeningHours(lane, () => rules.livePolicy.now(), clock));
  lane.dispatch({ kind: 'started' });
  const paceKeeper = opened.add(
    keepPace({
      lane,
      pace: laneParts.pace,
      clock,
      log,
      measure: (signal) =>
        measurePace({ camera: devices.camera, vault: storage.vault, analysis: analyses.face, clock, signal }),
    }),
  );
  opened.add(
    openOrderLink({
      kioskId,
      clock,
      serverUrl,
      link: server.connection.link,
      secureElement,
      taker,
      random: Math.random,
      log,
    }),
  );
  opened.push(watchForDocuments(lane, devices, clock));
  const shown = { ...laneParts, paceKeeper, supervisor, reporting, developmentPage };
  const screen = await openTravellerScreen(foundation, parts, shown);
  const accessed = { ...laneParts, supervisor, status, screenAddress: screen.address };
  await openCheckAccess(foundation, parts, readiness, accessed);
  const evidence = await openEvidencePort(foundation, parts, releaser);
  const software = openSoftware(foundation, { rules, lane, supervisor, ...status, restart });
  if (rules.releases !== undefined) {
    followFaceModels(foundation, { targets: rules.releases.targets, chosen: analyses.chosen, lane, restart });
  }
  reportReleases(foundation, parts, software, laneParts);
  return {
    url: screen.url,
    lane,
    vault: storage.vault,
    screen,
    evidence,
    readiness,
    simulation,
    parts: watchedParts(parts),
    close: () => opened.close(),
  };
}

function watchedParts({ storage, analyses }: ReportingParts): Kiosk['parts'] {
  return [
    { name: 'journal', ask: () => storage.journal.answer() },
    { name: 'analysis', ask: () => analyses.face.answer() },
  ];
}

/**
 * If the light challenge is required, the lane is calibrated before it opens; if it is only observed, while the lane
 * is idle.
 */
async function calibrateLights(
  { clock, opened }: Foundation,
  { rules }: ReportingParts,
  { lane, lights }: OpenLane,
): Promise<void> {
  const duty = dutyOf(rules.policy, 'presentation-attack-light-challenge');
  if (duty === 'required') {
    await withinTime(clock, CALIBRATION_TIMEOUT_MS, undefined, (limited) => lights.calibrate(limited));
  }
  if (duty !== 'skipped') opened.push(calibrateWhileIdle(lane, lights));
}
