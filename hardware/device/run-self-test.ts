import type { Clock } from '../host/clock.ts';
import type { SelfTestResult } from './device.ts';
import { DeviceError } from './device-error.ts';

/** Failures that do not concern the device's health: the call was mistimed or cancelled. */
const NO_RESULT: readonly string[] = ['busy', 'aborted', 'not-connected'];

/** Turns the result of `exercise` into a value, as `Device.selfTest` requires. Rejects when the device was not tested. */
export async function runSelfTest(clock: Clock, exercise: () => Promise<void>): Promise<SelfTestResult> {
  const startedMs = clock.monotonicMs();
  const durationMs = () => Math.round(clock.monotonicMs() - startedMs);
  try {
    await exercise();
    return { kind: 'passed', durationMs: durationMs() };
  } catch (thrown) {
    if (!(thrown instanceof DeviceError) || NO_RESULT.includes(thrown.code)) throw thrown;
    return { kind: 'failed', code: thrown.code, durationMs: durationMs() };
  }
}
