import type { IndicatorSignal } from '../device/indicator-signal.ts';

/**
 * The last of concurrent calls of `show` takes effect: one operation shows the last signal, and calls that arrive before it ends
 * share it.
 *
 * @param assertUsable throws when no operation may begin
 * @param run runs one operation of the device
 * @param light shows one signal
 */
export function lastSignal<Context>(
  assertUsable: () => void,
  run: (operation: (context: Context) => Promise<void>) => Promise<void>,
  light: (signal: IndicatorSignal, context: Context) => Promise<void>,
): (signal: IndicatorSignal) => Promise<void> {
  let wanted: IndicatorSignal | undefined;
  let lighting: Promise<void> | undefined;

  const lightWanted = async (context: Context): Promise<void> => {
    while (wanted !== undefined) {
      const next = wanted;
      await light(next, context);
      if (wanted === next) wanted = undefined;
    }
  };

  return async (signal) => {
    if (lighting === undefined) assertUsable();
    wanted = signal;
    lighting ??= run(lightWanted).finally(() => {
      lighting = undefined;
      wanted = undefined;
    });
    await lighting;
  };
}
