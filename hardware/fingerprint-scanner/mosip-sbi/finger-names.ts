import type { FingerPosition } from '../fingerprint-scanner.ts';

/** SBI's `bioSubType` of each finger. */
const NAMES: Readonly<Record<FingerPosition, string>> = {
  1: 'Right Thumb',
  2: 'Right IndexFinger',
  3: 'Right MiddleFinger',
  4: 'Right RingFinger',
  5: 'Right LittleFinger',
  6: 'Left Thumb',
  7: 'Left IndexFinger',
  8: 'Left MiddleFinger',
  9: 'Left RingFinger',
  10: 'Left LittleFinger',
};

/** Sent by a device that cannot distinguish fingers. */
export const UNKNOWN_FINGER = 'UNKNOWN';
export const fingerName = (position: FingerPosition): string => NAMES[position];
export const isFingerName = (name: string): boolean => Object.values(NAMES).includes(name);

export interface Selection {
  /** 0 for a single-finger device; a slap's part: 1 left four, 2 right four, 3 thumbs. */
  readonly deviceSubId: number;
  /** The fingers of that part to leave out. */
  readonly exceptions: readonly string[];
}

const PARTS: readonly (readonly FingerPosition[])[] = [
  [7, 8, 9, 10],
  [2, 3, 4, 5],
  [1, 6],
];

/** Selects one finger. For a slap reader, the other fingers of the same part are declared missing. */
export function selectFinger(position: FingerPosition, isSlap: boolean): Selection {
  if (!isSlap) return { deviceSubId: 0, exceptions: [] };
  const part = PARTS.findIndex((positions) => positions.includes(position));
  const others = (PARTS[part] ?? []).filter((other) => other !== position);
  return { deviceSubId: part + 1, exceptions: others.map(fingerName) };
}
