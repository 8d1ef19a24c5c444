/** Examines each part of a lane, whether or not the lane runs. */
import { answerWithin } from '../../../hardware/host/within-time.ts';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { examined, fault, type Finding, ok } from '../../../hardware/host/doctor/finding.ts';
import { clockFinding, diskFinding } from '../../../hardware/host/doctor/machine-findings.ts';
import type { SelfTestResult } from '../../../hardware/device/device.ts';
import { DeviceError } from '../../../hardware/device/device-error.ts';
import { encodeBase64Url } from '../../../server/contract/base64url.ts';
import type { ReadinessFault, ReadinessItem } from '../../../server/contract/readiness-vocabulary.ts';
import { askAuthority } from '../../fleet/enrolment/enrol.ts';
import { type EnrolmentRecord, isOfMode, readEnrolment } from '../../fleet/enrolment/enrolment-record.ts';
import { openInitialised } from '../../lane/devices/initialised-keys.ts';
import { ConfigError, type KioskConfig } from '../../platform/config/config.ts';
import { adviceFor } from '../readiness/advice.ts';
import { faultOf } from '../readiness/device-answer.ts';
import { devicePlaces } from '../readiness/device-places.ts';
import { LaneGone, reachLane } from '../readiness/lane-conversation.ts';
import type { LaneState } from '../readiness/lane-state.ts';
import { MIN_DISK_FREE_MIB } from '../readiness/machine-items.ts';
import { en } from '../readiness/words/en.ts';
import { ALL_TRAVELLERS, conditionFindings } from './condition-findings.ts';

const ANSWERS_WITHIN_MS = 10_000;
const STATE_WITHIN_MS = 5_000;
const START = 'systemctl start postern-lane, then journalctl -u postern-lane -n 30';
const RESTART = 'systemctl restart postern-lane, then journalctl -u postern-lane -n 30';

export interface Machine {
  /** Whether the clock is synchronised; `undefined`: this machine does not say. */
  readonly synchronised: () => Promise<boolean | undefined>;
  /** The state of the lane's unit, such as `failed`; `undefined`: this machine does not say. */
  readonly unitState: () => Promise<string | undefined>;
}

/** A lane that is silent runs and may use its devices: it is of an older release, or it hangs. */
type Reached = LaneState | 'silent' | undefined;

/** Findings in the order in which a person should act on them. Never rejects. */
export async function diagnose(config: KioskConfig, machine: Machine): Promise<readonly Finding[]> {
  const reached = await reach(config);
  const state = reached === 'silent' ? undefined : reached;
  return [
    ...(await examined('Lane', () => lane(reached, machine))),
    ...(reached === undefined ? await examined('Keys', () => keys(config)) : []),
    ...(state === undefined ? [] : devices(state, config)),
    ...(await examined('Clock', async () => [clockFinding(await machine.synchronised(), ALL_TRAVELLERS)])),
    ...(await examined('Disk', async () => [
      await diskFinding(config.dataDir, MIN_DISK_FREE_MIB * 1_024 ** 2, ALL_TRAVELLERS),
    ])),
    ...(await examined('Server', () => server(state, config))),
    ...(state === undefined ? [] : conditionFindings(state.condition)),
  ];
}

async function reach({ dataDir }: KioskConfig): Promise<Reached> {
  const running = await reachLane(dataDir);
  if (running === undefined) return undefined;
  const asked = running.answer('state').then(({ state }) => state);
  const refused = running.answer('refused').then(() => undefined);
  running.send({ kind: 'state' });
  try {
    return (await answerWithin(systemClock, STATE_WITHIN_MS, Promise.race([asked, refused]))) ?? 'silent';
  } catch (error) {
    // It stopped during the question
    if (error instanceof LaneGone) return undefined;
    throw error;
  } finally {
    running.leave();
    void Promise.allSettled([asked, refused]);
  }
}

async function lane(reached: Reached, { unitState }: Machine): Promise<Finding[]> {
  if (reached === 'silent') {
    return [fault('Lane', 'It runs and does not say how it is.', { affects: ALL_TRAVELLERS, next: RESTART })];
  }
  if (reached !== undefined) return [ok('Lane', 'It runs.')];
  const unit = await unitState();
  const says = `It does not run${unit === undefined ? '' : ` (${unit})`}.`;
  return [fault('Lane', says, { affects: ALL_TRAVELLERS, next: START })];
}

/** Without a running lane, which alone may use its devices. */
async function keys(config: KioskConfig): Promise<Finding[]> {
  try {
    const tested = await keyTest(config);
    return [
      tested.kind === 'failed'
        ? deviceFinding('Keys', 'secure-element', faultOf(tested.code), config)
        : ok('Keys', 'They work.'),
    ];
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    if (error.code !== 'unsupported') return [deviceFinding('Keys', 'secure-element', faultOf(error.code), config)];
    return [fault('Keys', 'There are none.', { affects: ALL_TRAVELLERS, next: 'postern-lane vault init' })];
  }
}

async function keyTest(config: KioskConfig): Promise<SelfTestResult> {
  const element = await openInitialised(config);
  try {
    return await element.selfTest(AbortSignal.timeout(ANSWERS_WITHIN_MS));
  } finally {
    await element.disconnect();
  }
}

/** Whom a device affects that the lane can do without. */
const AFFECTED: { readonly [Item in ReadinessItem]?: string } = {
  'fingerprint-scanner': 'travellers whose fingers the policy asks for: an officer serves them',
  'token-reader': 'travellers with a code, who go on without it',
  indicator: 'people who look at the lamps',
};

function deviceFinding(part: string, item: ReadinessItem, why: ReadinessFault, config: KioskConfig): Finding {
  const { cause, nextStep } = adviceFor(en, item, why, devicePlaces(config));
  return fault(part, cause, { affects: AFFECTED[item] ?? ALL_TRAVELLERS, next: nextStep });
}

function devices({ condition, devices: broken, certificates }: LaneState, config: KioskConfig): Finding[] {
  const working = condition.devices.length - broken.length;
  const rest = broken.map(({ kind, fault: why }) => deviceFinding(en.items[kind], kind, why, config));
  return [
    ...(rest.length === 0 ? [ok('Devices', `All ${working} work.`)] : rest),
    ...(certificates === undefined ? [] : [deviceFinding('Certificates', 'certificates', certificates, config)]),
  ];
}

async function server(state: LaneState | undefined, config: KioskConfig): Promise<Finding[]> {
  const read = recordOf(config);
  if (read.kind === 'unusable') return read.faults;
  return [...enrolment(read.record, config), await way(state, config, read.record)];
}

type RecordRead =
  | { readonly kind: 'read'; readonly record: EnrolmentRecord | undefined }
  | { readonly kind: 'unusable'; readonly faults: Finding[] };

function recordOf(config: KioskConfig): RecordRead {
  try {
    return { kind: 'read', record: readEnrolment(config) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const faults = error.faults.map((says) => fault('Enrolment', `${says}.`, { affects: ALL_TRAVELLERS }));
    return { kind: 'unusable', faults };
  }
}

function enrolment(record: EnrolmentRecord | undefined, { serverKey, enrolmentCodeFile }: KioskConfig): Finding[] {
  if (record !== undefined) return [ok('Enrolment', `This is lane ${record.lane} of the site ${record.site}.`)];
  if (serverKey !== undefined || enrolmentCodeFile !== undefined) return [];
  const next = 'postern-lane enrol --code CODE, with a code of an administrator';
  return [fault('Enrolment', 'This lane is not enrolled.', { affects: ALL_TRAVELLERS, next })];
}

/** The way to the server: whether something answers, whether it is the server of the enrolment, and whether it accepts this lane. */
async function way(
  state: LaneState | undefined,
  { serverUrl, mode }: KioskConfig,
  record: EnrolmentRecord | undefined,
): Promise<Finding> {
  const broken = (says: string, next: string): Finding =>
    fault('Server', `${serverUrl.origin} ${says}.`, {
      affects: 'officers, who cannot see this lane; its reports wait on its disk',
      next,
    });
  const authority = await askAuthority(serverUrl, AbortSignal.timeout(ANSWERS_WITHIN_MS)).catch(() => undefined);
  if (authority === undefined && state?.isServerReached !== true) {
    return broken('does not answer as a server of lanes', adviceFor(en, 'server', 'server-unreachable', {}).nextStep);
  }
  if (authority !== undefined && record !== undefined && encodeBase64Url(authority) !== record.authority) {
    return broken(
      'is not the server of the enrolment',
      'correct POSTERN_KIOSK_SERVER_URL, or enrol the lane with a new code',
    );
  }
  if (authority !== undefined && !isOfMode(authority, mode)) {
    return broken('is in another mode than this lane', 'set POSTERN_MODE to that of the server');
  }
  if (state !== undefined && !state.isServerReached) {
    return broken(
      'answers, and does not accept this lane',
      'ask an administrator whether this lane is disabled, and compare the clocks',
    );
  }
  return ok('Server', `${serverUrl.origin} answers.`);
}
