/** The chip's declared protocols and keys: EF.CardAccess, DG14 and EF.CardSecurity, ICAO 9303-11 §9.2. */
import { BerError } from '../../ber/ber-error.ts';
import { type BerElement, readBer } from '../../ber/read.ts';
import { readOid, readSmallInteger, readUnsigned, SET } from '../../ber/universal.ts';
import { ChipError } from './chip-error.ts';
import {
  ACTIVE_AUTHENTICATION,
  CHIP_AUTHENTICATION_PROTOCOLS,
  CHIP_PUBLIC_KEY_DH,
  CHIP_PUBLIC_KEY_ECDH,
  type ChipAuthenticationProtocol,
  PLAIN_ECDSA_HASHES,
  TERMINAL_AUTHENTICATION,
} from './object-identifiers.ts';
import { type PaceProtocol, paceProtocol } from './pace/pace-protocol.ts';
import { type ChipPublicKey, readChipPublicKey } from './public-key.ts';

export interface SecurityInfos {
  readonly pace: readonly { readonly protocol: PaceProtocol; readonly parameterId: number }[];
  readonly chipAuthentication: readonly {
    readonly protocol: ChipAuthenticationProtocol;
    readonly version: number;
    /** Empty when the chip has one key. */
    readonly keyId: Uint8Array<ArrayBuffer>;
  }[];
  readonly chipPublicKeys: readonly { readonly key: ChipPublicKey; readonly keyId: Uint8Array<ArrayBuffer> }[];
  /** Hash of the chip's plain ECDSA signatures, if declared. */
  readonly activeAuthenticationHash: string | undefined;
  readonly terminalAuthentication: boolean;
}

const NO_KEY_ID: Uint8Array<ArrayBuffer> = new Uint8Array();

/** @throws ChipError `malformed` */
export function readSecurityInfos(file: Uint8Array<ArrayBuffer>): SecurityInfos {
  try {
    const root = readBer(file);
    // DG14 wraps the set in its own tag, EF.CardAccess does not
    return fromSet(root.tag === SET ? root : root.children()[0]);
  } catch (cause) {
    if (cause instanceof BerError) throw new ChipError('malformed', 'broken security infos', { cause });
    throw cause;
  }
}

/** @throws BerError */
function fromSet(set: BerElement | undefined): SecurityInfos {
  if (set?.tag !== SET) throw new BerError('unexpected', 'expected a set of security infos');
  const infos = {
    pace: [] as { protocol: PaceProtocol; parameterId: number }[],
    chipAuthentication: [] as SecurityInfos['chipAuthentication'][number][],
    chipPublicKeys: [] as SecurityInfos['chipPublicKeys'][number][],
    activeAuthenticationHash: undefined as string | undefined,
    terminalAuthentication: false,
  };
  for (const info of set.children()) {
    const [identifier, required, optional] = info.children();
    if (identifier === undefined || required === undefined) throw new BerError('unexpected', 'an empty security info');
    const oid = readOid(identifier);
    const pace = paceProtocol(oid);
    const authentication = CHIP_AUTHENTICATION_PROTOCOLS.find((protocol) => protocol.oid === oid);
    if (pace !== undefined) {
      if (optional !== undefined) infos.pace.push({ protocol: pace, parameterId: readSmallInteger(optional) });
    } else if (authentication !== undefined) {
      const version = readSmallInteger(required);
      infos.chipAuthentication.push({ protocol: authentication, version, keyId: keyIdOf(optional) });
    } else if (oid === CHIP_PUBLIC_KEY_DH || oid === CHIP_PUBLIC_KEY_ECDH) {
      const key = supportedKey(required);
      if (key !== undefined) infos.chipPublicKeys.push({ key, keyId: keyIdOf(optional) });
    } else if (oid === ACTIVE_AUTHENTICATION && optional !== undefined) {
      infos.activeAuthenticationHash = PLAIN_ECDSA_HASHES[readOid(optional)];
    } else if (oid === TERMINAL_AUTHENTICATION) {
      infos.terminalAuthentication = true;
    }
  }
  return infos;
}

/** Key numbers are compared and sent without leading zeros: 00C3 is C3. */
function keyIdOf(element: BerElement | undefined): Uint8Array<ArrayBuffer> {
  return element === undefined ? NO_KEY_ID : readUnsigned(element);
}

/** Skips a key in an unsupported group, because there may be others. */
function supportedKey(info: BerElement): ChipPublicKey | undefined {
  try {
    return readChipPublicKey(info);
  } catch (error) {
    if (error instanceof ChipError && error.code === 'unsupported') return undefined;
    throw error;
  }
}
