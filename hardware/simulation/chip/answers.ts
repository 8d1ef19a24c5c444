import { tlv } from '../../ber/write.ts';
import type { Response } from '../../document-reader/emrtd/apdu.ts';
import { DYNAMIC_AUTHENTICATION_DATA } from '../../document-reader/emrtd/general-authenticate.ts';
import { OK } from '../../document-reader/emrtd/status-word.ts';

/** The chip refuses a command. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly statusWord: number;

  constructor(statusWord: number) {
    super(`refused with ${statusWord.toString(16)}`);
    this.statusWord = statusWord;
  }
}

export function answer(statusWord: number, data: Uint8Array<ArrayBuffer> = new Uint8Array()): Response {
  return { statusWord, data };
}

export function done(data?: Uint8Array<ArrayBuffer>): Response {
  return answer(OK, data);
}

/** An answer to GENERAL AUTHENTICATE. */
export function dynamic(objects: Uint8Array): Response {
  return done(tlv(DYNAMIC_AUTHENTICATION_DATA, objects));
}
