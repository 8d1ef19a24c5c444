/** Maps driver names to drivers. A new driver is one more table entry. */
import { allowsSimulation, allowsSoftwareKeys, type Mode } from './host/mode.ts';
import { browserCamera } from './camera/browser/browser-camera.ts';
import type { Camera } from './camera/camera.ts';
import type { CameraSettings } from './camera/camera-source.ts';
import { ffmpegCamera } from './camera/ffmpeg/ffmpeg-camera.ts';
import type { Clock } from './host/clock.ts';
import type { DeviceKind } from './device/device.ts';
import { DeviceError } from './device/device-error.ts';
import { type PcscSettings, pcscReaderOf } from './document-reader/pcsc/pcsc-settings.ts';
import type { DocumentReader } from './document-reader/document-reader.ts';
import type { FingerprintScanner } from './fingerprint-scanner/fingerprint-scanner.ts';
import { libfprintScanner } from './fingerprint-scanner/libfprint/libfprint-scanner.ts';
import { sbiScanner } from './fingerprint-scanner/mosip-sbi/sbi-scanner.ts';
import type { SbiEnvironment } from './fingerprint-scanner/mosip-sbi/session.ts';
import type { DeviceTrust } from './fingerprint-scanner/mosip-sbi/trust.ts';
import type { Gate } from './gate/gate.ts';
import { modbusGate } from './gate/modbus/modbus-gate.ts';
import type { Indicator } from './indicator/indicator.ts';
import { artNetIndicator } from './indicator/art-net/art-net-indicator.ts';
import type { ArtNetProfile } from './indicator/art-net/art-net-profile.ts';
import { modbusIndicator } from './indicator/modbus/modbus-indicator.ts';
import type { ModbusAddress } from './modbus/modbus-address.ts';
import { moduleThread } from './modbus/module-thread.ts';
import { type ModbusProfile, usedOutputs } from './modbus/profile.ts';
import { type SharedModule, sharedModule } from './modbus/shared-module.ts';
import { pkcs11SecureElement } from './secure-element/pkcs11/pkcs11-secure-element.ts';
import type { Pkcs11Settings } from './pkcs11/settings.ts';
import type { SecureElement } from './secure-element/secure-element.ts';
import { type TpmElementSettings, tpmSecureElement } from './secure-element/tpm/tpm-secure-element.ts';
import { optionalModule } from './host/optional-module.ts';
import type { LaneSimulation } from './simulation/lane-simulation.ts';
import type { simulators } from './simulation/simulators.ts';
import { serialTokenReader } from './token-reader/serial/serial-token-reader.ts';
import type { TokenReader } from './token-reader/token-reader.ts';
import { WiringError } from './wiring-error.ts';

export type { LaneSimulation } from './simulation/lane-simulation.ts';

/** A simulated lane, and the simulators that share its state. */
export interface Simulation {
  readonly lane: LaneSimulation;
  readonly drivers: typeof simulators;
}

/** Loads the simulators and makes a simulated lane; `undefined` in a production build, which contains none. */
export async function simulateLane(clock: Clock): Promise<Simulation | undefined> {
  const loaded = await optionalModule('simulators.js', () => import('./simulation/simulators.ts'));
  if (loaded === undefined) return undefined;
  const drivers = loaded.simulators;
  return { drivers, lane: await drivers.createLaneSimulation({ clock }) };
}

export interface WiredDevices {
  readonly camera: Camera;
  /** `undefined` when the driver is `none`: the device is optional. */
  readonly fingerprintScanner: FingerprintScanner | undefined;
  readonly documentReader: DocumentReader;
  /** `undefined` when the driver is `none`: the device is optional. */
  readonly tokenReader: TokenReader | undefined;
  readonly gate: Gate;
  readonly indicator: Indicator;
  readonly secureElement: SecureElement;
}

export interface WiringOptions {
  /** `production` refuses every simulator. */
  readonly mode: Mode;
  /** The name of each device's driver, e.g. `simulator`. */
  readonly drivers: Readonly<Record<DeviceKind, string>>;
  readonly clock: Clock;
  /** Settings of a real camera. The driver's name is the kind of its source. */
  readonly camera?: CameraSettings | undefined;
  /** The simulators and their lane; required when one is configured. */
  readonly simulation?: Simulation | undefined;
  /** Folder of the secure element's own files: the development key file, or keys that a TPM has encrypted. */
  readonly keyDir: string;
  /**
   * Address of the fingerprint scanner's device service and the authorities that must have certified it; required by
   * `mosip-sbi`.
   */
  readonly fingerService?: FingerService;
  /** For the token reader `serial`: path of the line. */
  readonly tokenReaderPath?: string;
  /** For the document reader `pcsc`. */
  readonly pcsc?: PcscSettings;
  /** For the secure element `pkcs11`. */
  readonly pkcs11?: Pkcs11Settings;
  /** For the secure element `tpm`. */
  readonly tpm?: TpmElementSettings;
  /** For the gate and the indicator `modbus`, which may share a module. */
  readonly modbus?: ModbusSettings;
  /** For the indicator `art-net`. */
  readonly artNet?: ArtNetSettings;
}

export interface ArtNetSettings {
  /** The node's IPv4 address. */
  readonly node: string;
  readonly profile: ArtNetProfile;
}

export interface ModbusSettings {
  readonly address: ModbusAddress;
  /** The module's unit at this address. */
  readonly unit: number;
  readonly profile: ModbusProfile;
}

export interface FingerService {
  readonly url: URL;
  readonly trust: DeviceTrust;
  readonly environment: SbiEnvironment;
}

interface Surroundings {
  readonly mode: WiringOptions['mode'];
  readonly clock: Clock;
  readonly keyDir: string;
  readonly fingerService: FingerService | undefined;
  readonly tokenReaderPath: string | undefined;
  readonly camera?: CameraSettings | undefined;
  readonly pcsc?: PcscSettings | undefined;
  readonly pkcs11?: Pkcs11Settings | undefined;
  readonly tpm?: TpmElementSettings | undefined;
  readonly modbus: { readonly profile: ModbusProfile; readonly module: SharedModule } | undefined;
  readonly artNet: ArtNetSettings | undefined;
}

type Driver<D> =
  | { readonly simulated: true; readonly make: (simulation: Simulation, surroundings: Surroundings) => D }
  | {
      readonly simulated: false;
      /** Production refuses it like a simulator. */
      readonly developmentOnly?: true;
      /** Returns the reason as text when the device cannot be made. */
      readonly make: (surroundings: Surroundings) => D | string;
    };

type DriversOf<D> = Readonly<Record<string, Driver<D>>>;

const CAMERAS: DriversOf<Camera> = {
  simulator: { simulated: true, make: ({ drivers, lane }, { clock }) => drivers.simulatedCamera(lane, clock) },
  v4l2: { simulated: false, make: realCamera('v4l2') },
  rtsp: { simulated: false, make: realCamera('rtsp') },
  browser: { simulated: false, make: realCamera('browser') },
  // A video file can show anything.
  file: { simulated: false, developmentOnly: true, make: realCamera('file') },
};
/** Makes a camera of this kind. Throws `DeviceError` `unsupported` when the settings belong to another kind. */
function realCamera(kind: CameraSettings['source']['kind']): (surroundings: Surroundings) => Camera {
  return ({ clock, camera }) => {
    if (camera?.source.kind !== kind) {
      throw new DeviceError('camera', 'unsupported', `camera: the driver ${kind} needs a source`);
    }
    const { source, ...settings } = camera;
    return source.kind === 'browser'
      ? browserCamera({ clock, ...settings })
      : ffmpegCamera({ clock, source, ...settings });
  };
}

const FINGERPRINT_SCANNERS: DriversOf<FingerprintScanner> = {
  simulator: {
    simulated: true,
    make: ({ drivers, lane }, { clock }) => drivers.simulatedFingerprintScanner(lane, clock),
  },
  libfprint: { simulated: false, make: ({ clock }) => libfprintScanner({ clock }) },
  'mosip-sbi': {
    simulated: false,
    make: ({ clock, fingerService }) =>
      fingerService === undefined
        ? 'needs the address of a device service and the authorities that vouch for its devices'
        : sbiScanner({ ...fingerService, clock }),
  },
};
/** Driver name for an optional device that is absent. */
const NONE = 'none';
const DISPENSABLE: readonly DeviceKind[] = ['fingerprint-scanner', 'token-reader'];
const DOCUMENT_READERS: DriversOf<DocumentReader> = {
  simulator: { simulated: true, make: ({ drivers, lane }, { clock }) => drivers.simulatedDocumentReader(lane, clock) },
  pcsc: { simulated: false, make: ({ clock, pcsc }) => pcscReaderOf(pcsc, clock) },
};
const TOKEN_READERS: DriversOf<TokenReader> = {
  simulator: { simulated: true, make: ({ drivers, lane }, { clock }) => drivers.simulatedTokenReader(lane, clock) },
  serial: {
    simulated: false,
    make: ({ clock, tokenReaderPath: path }) =>
      path === undefined ? 'needs the path of the scanner’s line' : serialTokenReader({ path, clock }),
  },
};
const NO_MODBUS = 'needs the address of a module and its profile';
const GATES: DriversOf<Gate> = {
  simulator: { simulated: true, make: ({ drivers, lane }, { clock }) => drivers.simulatedGate(lane, clock) },
  modbus: {
    simulated: false,
    make({ clock, modbus }) {
      if (modbus === undefined) return NO_MODBUS;
      const { name, gate } = modbus.profile;
      if (gate === undefined) return 'needs a profile that has a gate';
      return modbusGate({ module: modbus.module.handle(), profile: gate, model: name, clock });
    },
  },
};
const INDICATORS: DriversOf<Indicator> = {
  simulator: { simulated: true, make: ({ drivers, lane }, { clock }) => drivers.simulatedIndicator(lane, clock) },
  modbus: {
    simulated: false,
    make({ clock, modbus }) {
      if (modbus === undefined) return NO_MODBUS;
      const { name, indicator } = modbus.profile;
      if (indicator === undefined) return 'needs a profile that has an indicator';
      return modbusIndicator({ module: modbus.module.handle(), profile: indicator, model: name, clock });
    },
  },
  'art-net': {
    simulated: false,
    make: ({ clock, artNet }) =>
      artNet === undefined
        ? 'needs the address of a node and a profile of its lights'
        : artNetIndicator({ ...artNet, clock }),
  },
};
const SECURE_ELEMENTS: DriversOf<SecureElement> = {
  simulator: {
    simulated: true,
    make: ({ drivers, lane }, { clock, keyDir }) => drivers.simulatedSecureElement(lane, clock, keyDir),
  },
  pkcs11: {
    simulated: false,
    make: ({ mode, clock, pkcs11 }) =>
      pkcs11 === undefined
        ? 'needs a module, the label of a token and a file with its PIN'
        : pkcs11SecureElement({ ...pkcs11, clock, hardwareOnly: !allowsSoftwareKeys(mode) }),
  },
  tpm: {
    simulated: false,
    make: ({ mode, clock, keyDir, tpm }) =>
      tpm === undefined
        ? 'needs the place of a TPM'
        : tpmSecureElement({ ...tpm, clock, folder: keyDir, hardwareOnly: !allowsSoftwareKeys(mode) }),
  },
};

const DRIVERS: Readonly<Record<DeviceKind, DriversOf<unknown>>> = {
  camera: CAMERAS,
  'fingerprint-scanner': FINGERPRINT_SCANNERS,
  'document-reader': DOCUMENT_READERS,
  'token-reader': TOKEN_READERS,
  gate: GATES,
  indicator: INDICATORS,
  'secure-element': SECURE_ELEMENTS,
};

/** The driver names available for a device. */
export function driversFor(kind: DeviceKind): readonly string[] {
  const names = Object.keys(DRIVERS[kind]);
  return DISPENSABLE.includes(kind) ? [NONE, ...names] : names;
}

/**
 * Makes the lane's devices; none is connected yet. Throws `WiringError`, which lists every device that cannot be wired:
 * `unknown-driver` for a name that is not in the table, `simulator-refused` for a simulator in production, `unsupported`
 * for a driver without its prerequisites, and the driver's own error when it cannot be made as configured.
 */
export function wireDevices(options: WiringOptions): WiredDevices {
  const faults: DeviceError[] = [];
  const surroundings = surroundingsOf(options);
  const wire = <D>(kind: DeviceKind, drivers: DriversOf<D>): D | undefined =>
    wireOne(kind, drivers, options, surroundings, faults);
  const wired = {
    camera: wire('camera', CAMERAS),
    fingerprintScanner:
      options.drivers['fingerprint-scanner'] === NONE ? undefined : wire('fingerprint-scanner', FINGERPRINT_SCANNERS),
    documentReader: wire('document-reader', DOCUMENT_READERS),
    tokenReader: options.drivers['token-reader'] === NONE ? undefined : wire('token-reader', TOKEN_READERS),
    gate: wire('gate', GATES),
    indicator: wire('indicator', INDICATORS),
    secureElement: wire('secure-element', SECURE_ELEMENTS),
  };
  if (faults.length > 0 || !isComplete(wired)) throw new WiringError(faults);
  return wired;
}

type Incomplete = { readonly [K in keyof WiredDevices]: WiredDevices[K] | undefined };

function isComplete(wired: Incomplete): wired is WiredDevices {
  const { fingerprintScanner: _, tokenReader: __, ...needed } = wired;
  return Object.values(needed).every((device) => device !== undefined);
}

function surroundingsOf(options: WiringOptions): Surroundings {
  const { mode, clock, keyDir, fingerService, tokenReaderPath, camera, pcsc, pkcs11, tpm, modbus, artNet } = options;
  return {
    mode,
    clock,
    keyDir,
    fingerService,
    tokenReaderPath,
    camera,
    pcsc,
    pkcs11,
    tpm,
    modbus: modbus && shared(modbus),
    artNet,
  };

  function shared({ address, unit, profile }: ModbusSettings): Surroundings['modbus'] {
    const settings = { address, unit, module: profile.module, outputs: usedOutputs(profile) };
    return { profile, module: sharedModule(moduleThread(settings, clock)) };
  }
}

function wireOne<D>(
  kind: DeviceKind,
  drivers: DriversOf<D>,
  options: WiringOptions,
  surroundings: Surroundings,
  faults: DeviceError[],
): D | undefined {
  const { mode, simulation } = options;
  const name = options.drivers[kind];
  const driver = Object.hasOwn(drivers, name) ? drivers[name] : undefined;
  const refuse = (code: DeviceError['code'], message: string): undefined => {
    faults.push(new DeviceError(kind, code, message));
    return undefined;
  };
  if (driver === undefined) {
    return refuse(
      'unknown-driver',
      `${kind}: there is no driver ${JSON.stringify(name)}; there is ${driversFor(kind).join(', ')}`,
    );
  }
  const made = (make: () => D | string): D | undefined => {
    try {
      const device = make();
      return typeof device === 'string' ? refuse('unsupported', `${kind}: the driver ${name} ${device}`) : device;
    } catch (thrown) {
      if (!(thrown instanceof DeviceError)) throw thrown;
      return refuse(thrown.code, thrown.message);
    }
  };
  if (!allowsSimulation(mode) && (driver.simulated || driver.developmentOnly)) {
    return refuse('simulator-refused', `${kind}: the driver ${name} is a simulator, which production refuses`);
  }
  if (!driver.simulated) return made(() => driver.make(surroundings));
  if (simulation === undefined) {
    return refuse('simulator-refused', `${kind}: the driver ${name} is a simulator, and this program contains none`);
  }
  return made(() => driver.make(simulation, surroundings));
}
