/** The lights of a lane at an Art-Net node: read from a JSON file, strict. */
import { z } from 'zod';
import { INDICATOR_SIGNALS } from '../../device/indicator-signal.ts';
import { UNIVERSE_MAX } from './art-net-packet.ts';

/** Levels by channel, e.g. `{"1": 255, "2": 0}`. Channels that are not named are dark. */
const levels = z.record(
  z.string().regex(/^([1-9]\d?|[1-4]\d\d|50\d|51[0-2])$/, 'must be a channel, 1 to 512'),
  z.int().min(0).max(255),
);

export const artNetProfileSchema = z.strictObject({
  /** The model that the indicator reports. */
  name: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,31}$/, 'must be at most 32 small letters, digits, dots and hyphens'),
  /** The Port-Address of the lights. */
  universe: z.int().min(0).max(UNIVERSE_MAX),
  signals: z.strictObject(
    Object.fromEntries(INDICATOR_SIGNALS.filter((signal) => signal !== 'off').map((signal) => [signal, levels])) as {
      readonly [Signal in Exclude<(typeof INDICATOR_SIGNALS)[number], 'off'>]: typeof levels;
    },
  ),
});

export type ArtNetProfile = z.infer<typeof artNetProfileSchema>;

/** The levels of a signal, for every channel that any signal uses; all dark for `off`. */
export function levelsOf({ signals }: ArtNetProfile, signal: (typeof INDICATOR_SIGNALS)[number]): Uint8Array {
  const channels = Object.values(signals).flatMap((lit) => Object.keys(lit).map(Number));
  const all = new Uint8Array(Math.max(1, ...channels));
  if (signal === 'off') return all;
  for (const [channel, level] of Object.entries(signals[signal])) all[Number(channel) - 1] = level;
  return all;
}
