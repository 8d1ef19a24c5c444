/**
 * Secure messaging, ICAO 9303-11 §9.8: each command and each answer encrypted and authenticated under a counter. Implements
 * both sides: a reader protects commands and opens answers, a chip the reverse.
 */
import { timingSafeEqual } from 'node:crypto';
import { readBerSequence } from '../../ber/read.ts';
import { BerError } from '../../ber/ber-error.ts';
import { concat, tlv } from '../../ber/write.ts';
import { type Command, type Response, SHORT_DATA_BYTES, SHORT_EXPECTED_BYTES } from './apdu.ts';
import { ChipError } from './chip-error.ts';
import type { CipherSuite } from './cryptography/cipher-suite.ts';
import { pad, unpad } from './cryptography/padding.ts';

export interface SessionKeys {
  readonly encryption: Uint8Array<ArrayBuffer>;
  readonly authentication: Uint8Array<ArrayBuffer>;
}

export interface SecureMessaging {
  readonly suite: CipherSuite;
  protectCommand(command: Command): Command;
  /** @throws ChipError `secure-messaging`: the answer was altered. The session ends. */
  openResponse(response: Response): Response;
  /** @throws ChipError `secure-messaging` */
  openCommand(command: Command): Command;
  /** @param oddInstruction whether the command's INS was odd */
  protectResponse(response: Response, oddInstruction: boolean): Response;
  /** Zeroes keys and counter. The session cannot be used afterwards. */
  wipe(): void;
}

/** Data objects of §9.8.4. */
const CRYPTOGRAM_WITH_INDICATOR = 0x87;
const CRYPTOGRAM = 0x85;
const EXPECTED_LENGTH = 0x97;
const STATUS = 0x99;
const CODE = 0x8e;
/** Padding method 2 follows. */
const PADDED = 0x01;
/** CLA bits: secure messaging with an authenticated header, ISO/IEC 7816-4 §5.4.1. */
const SECURED = 0x0c;
const CODE_OBJECT_BYTES = 10;

interface Objects {
  /** Everything before the authentication code. */
  readonly authenticated: Uint8Array<ArrayBuffer>;
  readonly code: Uint8Array | undefined;
  readonly content: (tag: number) => Uint8Array<ArrayBuffer> | undefined;
}

/**
 * @param keys kept, and zeroed by `wipe`
 * @param counter the send sequence counter to begin with: zeros after PACE and Chip Authentication, random after BAC
 */
export function startSecureMessaging(suite: CipherSuite, keys: SessionKeys, counter?: Uint8Array): SecureMessaging {
  const { blockBytes } = suite;
  const count = new Uint8Array(blockBytes);
  if (counter !== undefined) count.set(counter);

  const advance = (): void => {
    for (let at = blockBytes - 1; at >= 0; at--) {
      count[at]! += 1;
      if (count[at] !== 0) return;
    }
  };
  const crypt = (direction: 'encrypt' | 'decrypt', data: Uint8Array) =>
    suite.cbc(direction, keys.encryption, data, suite.messagingIv(keys.encryption, count));
  const encrypt = (data: Uint8Array, odd: boolean): Uint8Array => {
    if (data.length === 0) return new Uint8Array();
    const cryptogram = crypt('encrypt', pad(data, blockBytes));
    return odd ? tlv(CRYPTOGRAM, cryptogram) : tlv(CRYPTOGRAM_WITH_INDICATOR, Uint8Array.of(PADDED), cryptogram);
  };
  const decrypt = ({ content }: Objects): Uint8Array<ArrayBuffer> => {
    const indicated = content(CRYPTOGRAM_WITH_INDICATOR);
    if (indicated !== undefined && indicated[0] !== PADDED) throw failed('an unknown padding');
    const cryptogram = indicated?.subarray(1) ?? content(CRYPTOGRAM);
    if (cryptogram === undefined) return new Uint8Array();
    if (cryptogram.length === 0 || cryptogram.length % blockBytes !== 0) throw failed('a broken block');
    return unpad(crypt('decrypt', cryptogram));
  };
  /** The retail MAC pads the message itself; for CMAC it is padded here, as §9.8.7.2 requires. */
  const codeOver = (message: Uint8Array): Uint8Array => {
    const counted = concat(count, message);
    return suite.authenticate(keys.authentication, suite.name === '3des' ? counted : pad(counted, blockBytes));
  };
  const check = (code: Uint8Array | undefined, message: Uint8Array): void => {
    const due = codeOver(message);
    if (code?.length !== due.length || !timingSafeEqual(code, due)) throw failed('a wrong authentication code');
  };
  const authenticatedCommand = ({ cla, ins, p1, p2 }: Command, objects: Uint8Array): Uint8Array => {
    const header = Uint8Array.of(cla, ins, p1, p2);
    return objects.length === 0 ? header : concat(pad(header, blockBytes), objects);
  };

  return {
    suite,
    protectCommand(command) {
      advance();
      const { ins, data = new Uint8Array(), expected } = command;
      const secured = { ...command, cla: command.cla | SECURED };
      const objects = concat(encrypt(data, ins % 2 === 1), expectedObject(expected));
      const body = concat(objects, tlv(CODE, codeOver(authenticatedCommand(secured, objects))));
      const extended = body.length > SHORT_DATA_BYTES || (expected ?? 0) > SHORT_EXPECTED_BYTES;
      return { ...secured, data: body, expected: extended ? 65_536 : SHORT_EXPECTED_BYTES };
    },
    openResponse({ data, statusWord }) {
      advance();
      if (data.length === 0) throw failed('an unprotected answer', statusWord);
      const objects = objectsOf(data);
      check(objects.code, objects.authenticated);
      const status = objects.content(STATUS);
      if (status?.length !== 2) throw failed('no protected status word');
      return { data: decrypt(objects), statusWord: status[0]! * 256 + status[1]! };
    },
    openCommand(command) {
      advance();
      const objects = objectsOf(Uint8Array.from(command.data ?? []));
      check(objects.code, authenticatedCommand(command, objects.authenticated));
      const expected = objects.content(EXPECTED_LENGTH);
      return { ...command, cla: command.cla & ~SECURED, data: decrypt(objects), expected: expectedFrom(expected) };
    },
    protectResponse({ data, statusWord }, oddInstruction) {
      advance();
      const objects = concat(encrypt(data, oddInstruction), tlv(STATUS, Uint8Array.of(statusWord >> 8, statusWord)));
      return { data: concat(objects, tlv(CODE, codeOver(objects))), statusWord };
    },
    wipe() {
      keys.encryption.fill(0);
      keys.authentication.fill(0);
      count.fill(0);
    },
  };
}

function objectsOf(body: Uint8Array<ArrayBuffer>): Objects {
  try {
    const elements = readBerSequence(body);
    const last = elements.at(-1);
    const code = last?.tag === CODE && last.encoded.length === CODE_OBJECT_BYTES ? last.content : undefined;
    return {
      authenticated: body.subarray(0, body.length - (code === undefined ? 0 : CODE_OBJECT_BYTES)),
      code,
      content: (tag) => elements.find((element) => element.tag === tag)?.content,
    };
  } catch (cause) {
    if (cause instanceof BerError) throw new ChipError('secure-messaging', 'broken data objects', { cause });
    throw cause;
  }
}

function expectedObject(expected: number | undefined): Uint8Array {
  if (expected === undefined) return new Uint8Array();
  return expected <= SHORT_EXPECTED_BYTES
    ? tlv(EXPECTED_LENGTH, Uint8Array.of(expected))
    : tlv(EXPECTED_LENGTH, Uint8Array.of(expected >> 8, expected));
}

function expectedFrom(content: Uint8Array | undefined): number | undefined {
  if (content === undefined) return undefined;
  if (content.length === 1) return content[0]! || SHORT_EXPECTED_BYTES;
  return content[0]! * 256 + (content[1] ?? 0) || 65_536;
}

function failed(what: string, statusWord?: number): ChipError {
  return new ChipError('secure-messaging', what, statusWord === undefined ? {} : { statusWord });
}
