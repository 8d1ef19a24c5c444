/** Ways in which an answer can be damaged in transit. */
import type { FaultyLine, Spoil } from './faulty-line.ts';

const FUNCTION_AT = { tcp: 7, rtu: 1 } as const;
const UNIT_AT = { tcp: 6, rtu: 0 } as const;

export type Framing = keyof typeof FUNCTION_AT;

export const asItIs: Spoil = (answer) => [{ bytes: answer, afterMs: 0 }];

/** Damages only the next answer to this function. */
export function spoilNext(line: Pick<FaultyLine, 'spoil'>, framing: Framing, code: number, by: Spoil): void {
  line.spoil((answer) => {
    if (answer[FUNCTION_AT[framing]] !== code) return asItIs(answer);
    line.spoil(undefined);
    return by(answer);
  });
}

/** Flips one bit of the frame: on TCP in the header, because no checksum protects the content. */
export function damaged(framing: Framing): Spoil {
  return (answer) => {
    const bytes = Buffer.from(answer);
    const at = framing === 'tcp' ? 2 : bytes.length - 1;
    bytes[at] = (bytes[at] ?? 0) ^ 0x10;
    return [{ bytes, afterMs: 0 }];
  };
}

export function ofAnotherUnit(framing: Framing): Spoil {
  return (answer) => {
    const bytes = Buffer.from(answer);
    bytes[UNIT_AT[framing]] = 77;
    return [{ bytes, afterMs: 0 }];
  };
}

export const lost: Spoil = () => [];

export const doubled: Spoil = (answer) => [
  { bytes: answer, afterMs: 0 },
  { bytes: answer, afterMs: 0 },
];

/** Delays the second half. */
export const halved =
  (afterMs: number): Spoil =>
  (answer) => [
    { bytes: answer.subarray(0, 4), afterMs: 0 },
    { bytes: answer.subarray(4), afterMs },
  ];

export const late =
  (afterMs: number): Spoil =>
  (answer) => [{ bytes: answer, afterMs }];
