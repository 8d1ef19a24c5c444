/**
 * Finds machine-readable zones in the output of a swipe or page reader: records with or without STX and ETX, lines ended by
 * CR, LF or both, or joined. Memory is bounded; any other byte makes a record unreadable.
 */
import { offHeap } from '../host/off-heap.ts';

export type Framed =
  /** Lines separated by `\n`, in a separate buffer of at least 65 bytes, which the receiver wipes. */
  { readonly kind: 'zone'; readonly mrz: Uint8Array<ArrayBuffer> } | { readonly kind: 'unreadable' };

export interface ZoneFramer {
  /** Returns the first record that ends within these bytes; the rest is dropped. */
  push(bytes: Uint8Array): Framed | undefined;
  /** Ends a record after a pause without input. */
  quiet(): Framed | undefined;
  /** Whether a record has begun. */
  begun(): boolean;
  /** Wipes and drops a record that has begun. */
  reset(): void;
}

const STX = 0x02;
const ETX = 0x03;
const LF = 0x0a;
const CR = 0x0d;
/** ICAO 9303-4 TD3, 9303-6 TD2 and 9303-7 visas, 9303-5 TD1: characters in a line, lines. */
const FORMATS = [
  { columns: 44, rows: 2 },
  { columns: 36, rows: 2 },
  { columns: 30, rows: 3 },
] as const;
/** Three lines of thirty, and room to detect an overflow. */
const MAX_CHARACTERS = 96;

export function zoneFramer(): ZoneFramer {
  const characters = new Uint8Array(MAX_CHARACTERS);
  let length = 0;
  /** Lengths of the lines so far; the last one may be incomplete. */
  let lines: number[] = [0];
  let damaged = false;

  const begun = (): boolean => length > 0 || damaged;

  function reset(): void {
    characters.fill(0);
    length = 0;
    lines = [0];
    damaged = false;
  }

  function end(): Framed | undefined {
    if (!begun()) return undefined;
    const format = damaged ? undefined : formatOf(lines.filter((count) => count > 0));
    const framed: Framed =
      format === undefined ? { kind: 'unreadable' } : { kind: 'zone', mrz: inLines(characters, format) };
    reset();
    return framed;
  }

  /** The complete record; `undefined` while more lines may follow. */
  function lineEnded(): Framed | undefined {
    if (lines.at(-1) === 0) return undefined;
    lines.push(0);
    const whole = !damaged && formatOf(lines.slice(0, -1)) !== undefined;
    return whole ? end() : undefined;
  }

  function take(byte: number): Framed | undefined {
    if (byte === STX) {
      reset();
      return undefined;
    }
    if (byte === ETX) return end();
    if (byte === CR || byte === LF) return lineEnded();
    if (!isZoneCharacter(byte) || length === MAX_CHARACTERS) {
      damaged = true;
      return undefined;
    }
    characters[length++] = byte;
    lines[lines.length - 1]! += 1;
    return undefined;
  }

  return {
    begun,
    reset,
    quiet: end,
    push(bytes) {
      for (const byte of bytes) {
        const framed = take(byte);
        if (framed !== undefined) {
          reset();
          return framed;
        }
      }
      return undefined;
    },
  };
}

type Format = (typeof FORMATS)[number];

function formatOf(lines: readonly number[]): Format | undefined {
  return FORMATS.find(({ columns, rows }) => {
    const separate = lines.length === rows && lines.every((count) => count === columns);
    return separate || (lines.length === 1 && lines[0] === columns * rows);
  });
}

function inLines(characters: Uint8Array, { columns, rows }: Format): Uint8Array<ArrayBuffer> {
  const length = (columns + 1) * rows - 1;
  const mrz = offHeap(length);
  for (let row = 0; row < rows; row++) {
    if (row > 0) mrz[row * (columns + 1) - 1] = LF;
    mrz.set(characters.subarray(row * columns, (row + 1) * columns), row * (columns + 1));
  }
  return mrz;
}

/** A to Z, 0 to 9, filler: ICAO 9303-3 §4.3. */
function isZoneCharacter(byte: number): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x30 && byte <= 0x39) || byte === 0x3c;
}
