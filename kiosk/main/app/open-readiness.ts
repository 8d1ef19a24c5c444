import { LONGEST_RETENTION_MS } from '../../../server/contract/retention.ts';
import { errorName } from '../../platform/base/error-name.ts';
import type { KioskConfig } from '../../platform/config/config.ts';
import { memoryFileIn } from '../../platform/base/memory-file.ts';
import type { Supervisor } from '../../lane/devices/supervisor.ts';
import { openCalibrations } from '../readiness/calibrations.ts';
import type { CheckedParts } from '../readiness/check-item.ts';
import { recordFile } from '../readiness/check-memory.ts';
import { type CheckPage, openCheckPage } from '../readiness/check-page.ts';
import { openCheckSocket } from '../readiness/check-socket.ts';
import type { CheckLanguage, CheckView } from '../readiness/check-view.ts';
import { devicePlaces } from '../readiness/device-places.ts';
import { laneStateOf, type StateParts } from '../readiness/lane-state.ts';
import { printRecord } from '../readiness/print-record.ts';
import { openReadinessChecks, type ReadinessChecks } from '../readiness/readiness-checks.ts';
import { showCheck } from '../readiness/show-check.ts';
import { type DriftWatch, watchDrift } from '../readiness/watch-drift.ts';
import { BUILT_PAGES_DIR } from '../screen/screen.ts';
import { writeStartPage } from '../screen/screen-token.ts';
import type { Foundation } from './foundation.ts';
import type { OpenLane } from './open-lane.ts';
import type { Reporting, ReportingParts } from './open-reporting.ts';

const ERASE_EVERY_MS = 3_600_000;
const CLASS = 'readiness-records';

export interface ReadinessParts extends Omit<OpenLane, 'lists'> {
  readonly supervisor: Supervisor;
  readonly reporting: Reporting;
}

export interface Readiness {
  readonly checks: ReadinessChecks;
  readonly drift: DriftWatch;
  readonly view: (language: CheckLanguage) => CheckView;
}

/** Readiness checks and the watch for drift. Throws `MemoryError`. */
export function openReadiness(
  foundation: Foundation,
  parts: ReportingParts,
  { lane, lights, pace, supervisor, reporting }: ReadinessParts,
): Readiness {
  const { config, clock, log, opened } = foundation;
  const { hardware, server, reports, rules } = parts;
  const calibrations = openCalibrations(memoryFileIn(config, 'calibration'));
  const drift = opened.add(
    watchDrift({ calibrations, lane, gate: hardware.gate, camera: hardware.devices.camera, lights, pace, clock, log }),
  );
  const record = recordFile(config.dataDir);
  const checks = opened.add(
    openReadinessChecks({
      parts: checkedParts(foundation, parts, { lane, lights, pace, mirror: undefined, supervisor, reporting }),
      approvals: {
        kioskId: config.kioskId,
        clock,
        secureElement: hardware.devices.secureElement,
        link: server.connection.link,
        serverKeys: server.serverKeys.now,
      },
      lane,
      reporter: reporting.reporter,
      onReport: () => reports.announce(),
      calibrations,
      onCalibrated: () => drift.reset(),
      memory: memoryFileIn(config, 'readiness'),
      record,
      log,
    }),
  );
  const erase = (): void => {
    const limitMs = rules.retention.policy.classes[CLASS]?.limitMs ?? LONGEST_RETENTION_MS[CLASS];
    record.eraseBefore(clock.wallMs() - limitMs);
    cancel = clock.after(ERASE_EVERY_MS, erase);
  };
  let cancel: () => void = () => undefined;
  erase();
  opened.push(() => cancel());
  const places = devicePlaces(config);
  const view = (language: CheckLanguage): CheckView => {
    const shown = { kioskId: config.kioskId, places, state: checks.state(), calibration: calibrations.current() };
    return showCheck(checks.snapshot(), shown, language);
  };
  return { checks, drift, view };
}

function checkedParts(
  { config, clock, time }: Foundation,
  { rules, hardware, storage, server, analyses }: ReportingParts,
  { lights, supervisor, reporting }: ReadinessParts,
): CheckedParts {
  return {
    clock,
    clockTrouble: () => time.trouble(),
    policy: () => rules.livePolicy.now(),
    devices: hardware.devices,
    supervisor,
    secureElement: hardware.devices.secureElement,
    vault: storage.vault,
    analyses,
    lights,
    dataDir: config.dataDir,
    probeDisk: () => storage.journal.probe(),
    undelivered: () => storage.journal.outbox.undelivered(),
    deliver: () => reporting.delivery.wake(),
    certificates: usedCertificates(config, server),
  };
}

function usedCertificates(
  { serverUrl }: Pick<KioskConfig, 'serverUrl'>,
  { connection: { lane, evidence } }: ReportingParts['server'],
): CheckedParts['certificates'] {
  return { isUsed: serverUrl.protocol === 'https:', lane, evidence };
}

interface AccessParts extends Pick<OpenLane, 'lights'> {
  readonly supervisor: Supervisor;
  readonly status: Pick<StateParts, 'condition' | 'isServerReached'>;
  readonly screenAddress: string;
}

/** Lets root of this machine reach the checks and the state of the lane. Without the socket the lane works, and no check can begin. */
export async function openCheckAccess(
  { config, clock, log, opened }: Foundation,
  { hardware, server }: Pick<ReportingParts, 'hardware' | 'server'>,
  { checks, view }: Readiness,
  { lights, supervisor, status, screenAddress }: AccessParts,
): Promise<void> {
  const { dataDir, kioskId, mode } = config;
  const record = recordFile(dataDir);
  const certificates = usedCertificates(config, server);
  let page: CheckPage | undefined;
  const openPage = async (on: 'address' | 'screen'): Promise<string> => {
    await page?.close();
    page = await openCheckPage({
      checks,
      view,
      lights: lights.board,
      pagesDir: BUILT_PAGES_DIR,
      clock,
      isOnScreen: on === 'screen',
      isRehearsal: mode === 'rehearsal',
      onClosed() {
        page = undefined;
        // The display shows the traveller's screen again at its next start
        if (on === 'screen') writeStartPage(dataDir, screenAddress);
      },
    });
    if (on === 'screen') writeStartPage(dataDir, page.address);
    return page.address;
  };
  opened.push(async () => page?.close());
  try {
    opened.add(
      await openCheckSocket({
        dataDir,
        checks,
        view: () => view('en'),
        openPage,
        closePage: async () => page?.close(),
        async record() {
          const kept = record.read();
          if (kept === undefined) return undefined;
          return printRecord(kept, kioskId, await hardware.devices.secureElement.publicKey());
        },
        state: () => laneStateOf({ ...status, devices: hardware.devices, supervisor, certificates }, clock.wallMs()),
      }),
    );
  } catch (error) {
    log({ event: 'step-failed', step: 'check-socket', error: errorName(error), code: 'none' });
  }
}
