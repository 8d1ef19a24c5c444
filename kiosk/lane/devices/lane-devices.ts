import type { Camera } from '../../../hardware/camera/camera.ts';
import type { Device } from '../../../hardware/device/device.ts';
import type { DocumentReader } from '../../../hardware/document-reader/document-reader.ts';
import type { FingerprintScanner } from '../../../hardware/fingerprint-scanner/fingerprint-scanner.ts';
import type { Gate } from '../../../hardware/gate/gate.ts';
import type { Indicator } from '../../../hardware/indicator/indicator.ts';
import type { SecureElement } from '../../../hardware/secure-element/secure-element.ts';
import type { TokenReader } from '../../../hardware/token-reader/token-reader.ts';

export interface LaneDevices {
  readonly camera: Camera;
  /** Optional. */
  readonly fingerprintScanner: FingerprintScanner | undefined;
  readonly documentReader: DocumentReader;
  /** Optional. */
  readonly tokenReader: TokenReader | undefined;
  readonly gate: Gate;
  readonly indicator: Indicator;
  readonly secureElement: SecureElement;
}

export function allDevices(devices: LaneDevices): readonly Device[] {
  return [
    devices.camera,
    ...(devices.fingerprintScanner === undefined ? [] : [devices.fingerprintScanner]),
    devices.documentReader,
    ...(devices.tokenReader === undefined ? [] : [devices.tokenReader]),
    devices.gate,
    devices.indicator,
    devices.secureElement,
  ];
}
