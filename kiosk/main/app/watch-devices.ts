import { allDevices, type LaneDevices } from '../../lane/devices/lane-devices.ts';
import { superviseDevices, type Supervisor } from '../../lane/devices/supervisor.ts';
import { errorName } from '../../platform/base/error-name.ts';
import type { LaneRunner } from '../../lane/state-machine/runner.ts';
import type { NewReports } from '../../fleet/uplink/new-reports.ts';
import type { Reporter } from '../../fleet/uplink/reporter.ts';
import type { Foundation } from './foundation.ts';

export interface WatchDevicesParts {
  readonly devices: LaneDevices;
  readonly lane: LaneRunner;
  readonly reporter: Reporter;
  readonly reports: NewReports;
}

/** Connects the devices and keeps them connected; each fault and recovery is dispatched to the lane. */
export function watchDevices(
  { clock, log, opened }: Foundation,
  { devices, lane, reporter, reports }: WatchDevicesParts,
): Supervisor {
  /** Signs the referrals that were stored while the secure element was unavailable. */
  const signKept = (): void => {
    reporter.signKept().then(
      (signed) => signed > 0 && reports.announce(),
      (error: unknown) => log({ event: 'step-failed', step: 'sign-kept', error: errorName(error), code: 'none' }),
    );
  };
  const supervisor = opened.add(
    superviseDevices({
      devices: allDevices(devices),
      clock,
      onFault(device, status) {
        const code = status.kind === 'faulted' ? { code: status.code } : {};
        log({ event: 'device', device: device.descriptor.kind, status: status.kind, ...code });
        lane.dispatch({ kind: 'fault-raised', fault: device.descriptor.kind });
      },
      onRecovered(device) {
        log({ event: 'device', device: device.descriptor.kind, status: 'ready' });
        lane.dispatch({ kind: 'fault-cleared', fault: device.descriptor.kind });
        if (device === devices.secureElement) signKept();
      },
    }),
  );
  // The lane closes first: it secures the gate
  opened.add(lane);
  return supervisor;
}
