/** Basic Access Control from the chip's side, ICAO 9303-11 §4.3.2; GET CHALLENGE serves Terminal Authentication as well. */
import { randomBytes } from 'node:crypto';
import { concat } from '../../ber/write.ts';
import {
  basicAccessKeys,
  basicAccessSession,
  openExchange,
  sealExchange,
} from '../../document-reader/emrtd/basic-access-control.ts';
import { ChipError } from '../../document-reader/emrtd/chip-error.ts';
import * as status from '../../document-reader/emrtd/status-word.ts';
import type { ChipProfile } from './chip-profile.ts';
import { done, Refusal } from './answers.ts';
import type { ChipMemory, ChipPart } from './chip-memory.ts';

const GET_CHALLENGE = 0x84;
const EXTERNAL_AUTHENTICATE = 0x82;

export function createBasicAccessSide(profile: ChipProfile, memory: ChipMemory): ChipPart {
  function authenticate(data: Uint8Array): Uint8Array<ArrayBuffer> {
    const { challenge } = memory;
    memory.challenge = undefined;
    if (challenge === undefined || !profile.basicAccessControl) throw new Refusal(status.CONDITIONS_NOT_SATISFIED);
    const keys = basicAccessKeys(profile.information);
    let opened: Uint8Array<ArrayBuffer>;
    try {
      opened = openExchange(keys, data);
    } catch (error) {
      if (error instanceof ChipError) throw new Refusal(status.AUTHENTICATION_FAILED);
      throw error;
    }
    const theirs = opened.subarray(0, 8);
    if (!Buffer.from(opened.subarray(8, 16)).equals(challenge)) throw new Refusal(status.AUTHENTICATION_FAILED);
    const ours = Uint8Array.from(randomBytes(16));
    memory.granted = true;
    memory.nextMessaging = basicAccessSession(opened.subarray(16), ours, challenge, theirs);
    return sealExchange(keys, concat(challenge, theirs, ours));
  }

  return ({ ins, data = new Uint8Array() }, secured) => {
    if (ins === GET_CHALLENGE) {
      memory.challenge = Uint8Array.from(randomBytes(8));
      return done(memory.challenge);
    }
    return ins === EXTERNAL_AUTHENTICATE && !secured ? done(authenticate(data)) : undefined;
  };
}
