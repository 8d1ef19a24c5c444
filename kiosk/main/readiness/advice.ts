/** For technicians: the likely cause of a fault and the next step, and measured values in words. */
import type { DeviceKind } from '../../../hardware/device/device.ts';
import type { ReadinessFault, ReadinessItem } from '../../../server/contract/readiness-vocabulary.ts';
import type { ReadinessValues } from '../../../server/contract/readiness-values.ts';
import type { Advice, CheckWords } from './check-words.ts';

/** The address of a device in the configuration, for example `tcp:192.168.7.2:502`. */
export type DevicePlaces = { readonly [Kind in DeviceKind]?: string };

const DEVICE_OF: { readonly [Item in ReadinessItem]?: DeviceKind } = {
  'secure-element': 'secure-element',
  camera: 'camera',
  exposure: 'camera',
  'frame-rate': 'camera',
  'screen-light': 'camera',
  'document-reader': 'document-reader',
  'fingerprint-scanner': 'fingerprint-scanner',
  'token-reader': 'token-reader',
  indicator: 'indicator',
  gate: 'gate',
  'walk-through': 'gate',
};

export function adviceFor(
  { advice, adviceOf, devices, anyDevice, place }: CheckWords,
  item: ReadinessItem,
  fault: ReadinessFault,
  places: DevicePlaces,
): Advice {
  const kind = DEVICE_OF[item];
  const at = kind === undefined ? undefined : places[kind];
  const fill = (text: string): string => {
    const filled = text
      .replaceAll('{device}', () => (kind === undefined ? anyDevice : devices[kind]))
      .replaceAll('{place}', () => (at === undefined ? '' : place.replace('{place}', () => at)));
    return filled.charAt(0).toUpperCase() + filled.slice(1);
  };
  const { cause, nextStep } = adviceOf[item]?.[fault] ?? advice[fault];
  return { cause: fill(cause), nextStep: fill(nextStep) };
}

export function valueWords({ values: words }: CheckWords, values: ReadinessValues): string[] {
  return (Object.keys(words) as (keyof ReadinessValues)[]).flatMap((name) => {
    const value = values[name];
    const [label, unit] = words[name];
    return value === undefined ? [] : [`${label} ${value}${unit === '' ? '' : ` ${unit}`}`];
  });
}
