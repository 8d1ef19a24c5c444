/** GENERAL AUTHENTICATE and its dynamic authentication data, ICAO 9303-11 §4.4.4.2 and §6.2.4. */
import { BerError } from '../../ber/ber-error.ts';
import { findChild } from '../../ber/find.ts';
import { type BerElement, readBer } from '../../ber/read.ts';
import { tlv } from '../../ber/write.ts';
import { ChipError } from './chip-error.ts';
import type { ChipSession } from './chip-session.ts';

export const DYNAMIC_AUTHENTICATION_DATA = 0x7c;
const CHAINED = 0x10;

/** The data objects in the answer to one step. */
export interface Authenticated {
  /** @throws ChipError `malformed` when the object is missing */
  required(tag: number): Uint8Array<ArrayBuffer>;
  optional(tag: number): Uint8Array<ArrayBuffer> | undefined;
}

/** Sends one step; all but the last are chained. Rejects with `ChipError`, `DeviceError`. */
export async function generalAuthenticate(
  session: ChipSession,
  what: string,
  objects: readonly Uint8Array[],
  position: 'chained' | 'last',
): Promise<Authenticated> {
  const answer = await session.expect(what, {
    cla: position === 'chained' ? CHAINED : 0x00,
    ins: 0x86,
    p1: 0x00,
    p2: 0x00,
    data: tlv(DYNAMIC_AUTHENTICATION_DATA, ...objects),
    expected: 256,
  });
  const find = (tag: number): BerElement | undefined => {
    try {
      const data = readBer(answer);
      return data.tag === DYNAMIC_AUTHENTICATION_DATA ? findChild(data, tag) : undefined;
    } catch (cause) {
      if (cause instanceof BerError) throw new ChipError('malformed', 'broken authentication data', { cause });
      throw cause;
    }
  };
  return {
    optional: (tag) => find(tag)?.content,
    required(tag) {
      const element = find(tag);
      if (element === undefined) throw new ChipError('malformed', `no ${tag.toString(16)} in the answer to ${what}`);
      return element.content;
    },
  };
}
