/** Opens the configured devices of the lane, and the simulation behind them if they are simulators. */
import { allowsSimulation } from '../../../hardware/host/mode.ts';
import { join } from 'node:path';
import type { Clock } from '../../../hardware/host/clock.ts';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import type { CameraSettings } from '../../../hardware/camera/camera-source.ts';
import { artNetProfileSchema } from '../../../hardware/indicator/art-net/art-net-profile.ts';
import { modbusProfileSchema } from '../../../hardware/modbus/profile.ts';
import {
  type ArtNetSettings,
  type LaneSimulation,
  type ModbusSettings,
  simulateLane,
  wireDevices,
} from '../../../hardware/registry.ts';
import type { MeasuredSettings, TpmElementSettings } from '../../../hardware/secure-element/tpm/tpm-secure-element.ts';
import { approvalsSchema } from '../../../hardware/tpm/measured-value.ts';
import type { SecureElement } from '../../../hardware/secure-element/secure-element.ts';
import type { KioskCamera, KioskConfig, KioskTpm } from '../../platform/config/config.ts';
import {
  readApprovalKey,
  readCameraCredentials,
  readJsonFile,
  readManufacturers,
} from '../../platform/config/config-file.ts';
import { readFingerService } from './finger-service.ts';
import { allDevices, type LaneDevices } from './lane-devices.ts';

export interface OpenedDevices {
  readonly devices: LaneDevices;
  /** Set only if all devices for travellers are simulators; the key provider may be real. */
  readonly simulation: LaneSimulation | undefined;
  /** Ends everything started for the devices. Disconnect them before. */
  close(): Promise<void>;
}

type DeviceConfig = Pick<
  KioskConfig,
  | 'mode'
  | 'drivers'
  | 'dataDir'
  | 'camera'
  | 'fingerService'
  | 'tokenReaderPath'
  | 'pcsc'
  | 'pkcs11'
  | 'tpm'
  | 'modbus'
  | 'artNet'
>;

const SIMULATOR = 'simulator';

/** Rejects with `WiringError`, which lists every device that cannot be wired, or `ConfigError` for a file that cannot be read. */
export async function openDevices(config: DeviceConfig, clock: Clock): Promise<OpenedDevices> {
  const asked = allowsSimulation(config.mode) && Object.values(config.drivers).includes(SIMULATOR);
  const simulation = asked ? await simulateLane(clock) : undefined;
  const devices = wireDevices({
    mode: config.mode,
    drivers: config.drivers,
    clock,
    camera: config.camera && cameraSettings(config.camera),
    simulation,
    keyDir: elementDirOf(config),
    ...(config.fingerService !== undefined && { fingerService: readFingerService(config.fingerService) }),
    ...(config.tokenReaderPath !== undefined && { tokenReaderPath: config.tokenReaderPath }),
    ...(config.pcsc !== undefined && { pcsc: config.pcsc }),
    ...(config.pkcs11 !== undefined && { pkcs11: config.pkcs11 }),
    ...(config.tpm !== undefined && { tpm: tpmSettings(config.tpm) }),
    ...(config.modbus !== undefined && { modbus: modbusSettings(config.modbus) }),
    ...(config.artNet !== undefined && { artNet: artNetSettings(config.artNet) }),
  });
  const simulated = allDevices(devices).every(
    ({ descriptor }) => descriptor.simulated || descriptor.kind === 'secure-element',
  );
  return { devices, simulation: simulated ? simulation?.lane : undefined, close: async () => simulation?.lane.close() };
}

/** Opens and connects only the secure element. */
export async function openSecureElement(config: DeviceConfig): Promise<SecureElement> {
  const { devices } = await openDevices(config, systemClock);
  await devices.secureElement.connect(AbortSignal.timeout(20_000));
  return devices.secureElement;
}

function cameraSettings({ credentialsFile, ...camera }: KioskCamera): CameraSettings {
  if (credentialsFile === undefined) return camera;
  const variable = 'POSTERN_KIOSK_CAMERA_CREDENTIALS_FILE';
  return { ...camera, credentials: readCameraCredentials(variable, credentialsFile) };
}

/** Folder of the secure element's own files. */
export function elementDirOf({ dataDir }: Pick<KioskConfig, 'dataDir'>): string {
  return join(dataDir, 'secure-element');
}

/** The files are read at each connection, so that a new approval takes effect without a start of the lane. */
export function tpmSettings({ measured, rootsFile, ...tpm }: KioskTpm): TpmElementSettings {
  return {
    ...tpm,
    measured: measured && (() => readMeasured(measured)),
    manufacturers:
      rootsFile === undefined ? undefined : () => readManufacturers('POSTERN_KIOSK_TPM_ROOTS_FILE', rootsFile),
  };
}

/** Throws `ConfigError`. */
export function readMeasured({ keyFile, approvalsFile }: NonNullable<KioskTpm['measured']>): MeasuredSettings {
  const approvalKey = readApprovalKey('POSTERN_KIOSK_TPM_APPROVAL_KEY_FILE', keyFile);
  const { approvals } = readJsonFile('POSTERN_KIOSK_TPM_APPROVALS_FILE', approvalsFile, approvalsSchema);
  return { approvalKey, approvals };
}

function modbusSettings({ profileFile, ...place }: NonNullable<KioskConfig['modbus']>): ModbusSettings {
  return { ...place, profile: readJsonFile('POSTERN_KIOSK_MODBUS_PROFILE', profileFile, modbusProfileSchema) };
}

function artNetSettings({ profileFile, node }: NonNullable<KioskConfig['artNet']>): ArtNetSettings {
  return { node, profile: readJsonFile('POSTERN_KIOSK_ART_NET_PROFILE', profileFile, artNetProfileSchema) };
}
