import { allowsSoftwareKeys } from '../../../hardware/host/mode.ts';
import { DeviceError } from '../../../hardware/device/device-error.ts';
import type { LaneSimulation } from '../../../hardware/registry.ts';
import { asksForFingers } from '../../rules/decision/policy.ts';
import type { SecureElement } from '../../../hardware/secure-element/secure-element.ts';
import type { TerminalKeySources } from '../../lists/trust/terminal-files.ts';
import type { LaneDevices } from '../../lane/devices/lane-devices.ts';
import { errorName } from '../../platform/base/error-name.ts';
import { openDevices } from '../../lane/devices/open-devices.ts';
import { memoryFileIn } from '../../platform/base/memory-file.ts';
import { type TimedGate, timedGate } from '../readiness/timed-gate.ts';
import type { SimulatedParts } from '../simulation/simulated-parts.ts';
import { keepTrust, type LaneTrust } from '../../lists/trust/lane-trust.ts';
import type { Foundation } from './foundation.ts';
import { withReleases } from './open-releases.ts';
import type { Rules } from './open-rules.ts';

const CONNECT_MS = 20_000;

export interface Hardware {
  readonly devices: LaneDevices;
  /** The gate of `devices`, with the times of its movements. */
  readonly gate: TimedGate;
  /** `undefined` unless every device that a traveller meets is a simulator. */
  readonly simulation: LaneSimulation | undefined;
  /** Set when the lane runs on simulators. */
  readonly simulated: SimulatedParts | undefined;
  /** The certificates that documents are checked against. */
  readonly trust: LaneTrust;
}

/** Wires the devices and connects the secure element. Rejects with `WiringError`, `ConfigError` or `DeviceError`. */
export async function openHardware(foundation: Foundation, { policy, releases }: Rules): Promise<Hardware> {
  const { clock, log, opened } = foundation;
  const config = withReleases(foundation, releases?.targets);
  const wired = opened.add(await openDevices(config, clock));
  const { simulation } = wired;
  const gate = timedGate(wired.devices.gate, clock);
  const devices: LaneDevices = { ...wired.devices, gate };
  const simulated = simulation && (await import('../simulation/simulated-parts.ts')).simulatedParts(simulation, clock);
  await devices.secureElement.connect(AbortSignal.timeout(CONNECT_MS));
  const terminal = asksForFingers(policy)
    ? { dir: config.terminalDir, keys: await terminalKeysOf({ config, log }, devices.secureElement) }
    : undefined;
  const trust = opened.add(
    keepTrust({
      trustDir: config.trustDir,
      memoryFile: memoryFileIn(config, 'trust'),
      terminal,
      specimens: simulated?.specimens,
      clock,
      log,
    }),
  );
  return { devices, gate, simulation, simulated, trust };
}

/**
 * The terminal's keys in the element, as they are now: a key that is made later is used from the next start on. Keys that cannot be read
 * are reported, and the lane works without them: it needs them for fingerprints only.
 */
async function terminalKeysOf(
  { config: { mode, terminalDir }, log }: Pick<Foundation, 'config' | 'log'>,
  { terminalKeys }: SecureElement,
): Promise<TerminalKeySources> {
  const files = allowsSoftwareKeys(mode) ? 'used' : 'refused';
  if (terminalDir === undefined || terminalKeys === undefined) return { files };
  const keys = await terminalKeys.list().catch((error: unknown) => {
    if (!(error instanceof DeviceError)) throw error;
    log({ event: 'step-failed', step: 'terminal-keys', error: errorName(error), code: error.code });
    return undefined;
  });
  if (keys === undefined) return { files };
  return { files, element: { keys, sign: (name, digest) => terminalKeys.sign(name, digest) } };
}
