/** How a running lane is, for a person at its machine. Contains nothing about a traveller. */
import type { DeviceKind } from '../../../hardware/device/device.ts';
import type { ReadinessFault } from '../../../server/contract/readiness-vocabulary.ts';
import type { LaneCondition } from '../../fleet/uplink/status.ts';
import { allDevices } from '../../lane/devices/lane-devices.ts';
import type { CheckedParts } from './check-item.ts';
import { awayFault } from './device-answer.ts';
import { certificatesState } from './machine-items.ts';

export interface LaneState {
  readonly condition: LaneCondition;
  readonly isServerReached: boolean;
  /** The devices that do not work. */
  readonly devices: readonly { readonly kind: DeviceKind; readonly fault: ReadinessFault }[];
  /** Absent: the certificates are in order, or not used. */
  readonly certificates?: ReadinessFault;
}

export interface StateParts extends Pick<CheckedParts, 'devices' | 'supervisor' | 'certificates'> {
  readonly condition: () => LaneCondition;
  readonly isServerReached: () => boolean;
}

/** @param nowMs wall ms */
export function laneStateOf(parts: StateParts, nowMs: number): LaneState {
  const { condition, isServerReached, devices, supervisor, certificates } = parts;
  const { fault } = certificatesState(certificates, nowMs);
  return {
    condition: condition(),
    isServerReached: isServerReached(),
    devices: allDevices(devices).flatMap((device) => {
      const away = awayFault(device, supervisor);
      return away === undefined ? [] : [{ kind: device.descriptor.kind, fault: away }];
    }),
    ...(fault !== undefined && { certificates: fault }),
  };
}
