/** Lamps at the outputs of a Modbus module. */
import type { Clock } from '../../host/clock.ts';
import { deviceSession } from '../../device/device-session.ts';
import { DEVICE_CODES, ModbusError } from '../../modbus/modbus-error.ts';
import type { ModbusModule } from '../../modbus/module.ts';
import { type IndicatorProfile, lampsOf } from '../../modbus/profile.ts';
import type { Indicator } from '../indicator.ts';
import type { IndicatorSignal } from '../../device/indicator-signal.ts';
import { lastSignal } from '../last-signal.ts';

export interface ModbusIndicatorOptions {
  readonly module: ModbusModule;
  readonly profile: IndicatorProfile;
  readonly model: string;
  readonly clock: Clock;
}

/** How long the lamps may take to go out when the device is disconnected. */
const DARK_WITHIN_MS = 500;

export function modbusIndicator({ module, profile, model, clock }: ModbusIndicatorOptions): Indicator {
  const session = deviceSession('indicator', clock);
  const lamps = lampsOf(profile);
  let shown: IndicatorSignal = 'off';

  module.onState((state) => {
    // The module's watchdog turns the lamps off, and only the next signal lights them again
    if (state !== 'up' && state !== 'doubtful') shown = 'off';
    if (state === 'lost') session.lost(session.error('disconnected', 'the line to the lamps has closed'));
    if (state === 'silent') session.fault('timed-out');
    if (state === 'corrupt') session.fault('corrupt');
  });

  async function asDevice(done: Promise<void>): Promise<void> {
    try {
      await done;
    } catch (error) {
      if (!(error instanceof ModbusError)) throw error;
      throw session.error(DEVICE_CODES[error.code], `the lamps: ${error.message}`, error);
    }
  }

  async function light(signal: IndicatorSignal): Promise<void> {
    const lit = signal === 'off' ? [] : profile.signals[signal];
    await asDevice(module.set(lamps.map((output) => ({ output, value: lit.includes(output) }))));
    shown = signal;
  }

  const show = lastSignal<AbortSignal>(
    session.assertUsable,
    (operation) => session.run(new AbortController().signal, operation),
    light,
  );

  return {
    descriptor: { kind: 'indicator', driver: 'modbus', model, firmware: 'unknown', simulated: false },
    status: session.status,
    onStatus: session.onStatus,
    // Setting the module up puts the lamps out
    connect: (signal) => session.connect(signal, (opening) => asDevice(module.open(opening))),
    async disconnect() {
      const isLit = session.status().kind !== 'disconnected' && shown !== 'off';
      await session.letGo();
      if (isLit) await withinMs(module.set(lamps.map((output) => ({ output, value: false }))), DARK_WITHIN_MS, clock);
      shown = 'off';
      await module.close();
    },
    selfTest: (signal) => session.selfTest(signal, () => asDevice(module.check())),
    show,
    shown: () => shown,
  };
}

/** Resolves when it is done, has failed, or the time has expired. */
function withinMs(done: Promise<void>, ms: number, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(ms, resolve);
    const over = (): void => {
      cancel();
      resolve();
    };
    done.then(over, over);
  });
}
