/** Gains access to a chip, ICAO 9303-11 §4.2: PACE where offered, else BAC, else without a protocol. */
import type { AccessKey } from './access-key.ts';
import { basicAccessControl } from './basic-access-control.ts';
import { ChipError } from './chip-error.ts';
import type { ChipSession } from './chip-session.ts';
import { CIPHER_SUITES } from './cryptography/cipher-suite.ts';
import { standardisedGroup } from './cryptography/domain-parameters.ts';
import { EMRTD_APPLICATION, FILE_PLACES } from './elementary-files.ts';
import { type PaceOutcome, pace } from './pace/pace.ts';
import { readFile, SHORT_BLOCK_BYTES } from './read-file.ts';
import { readSecurityInfos, type SecurityInfos } from './security-infos.ts';
import { AUTHENTICATION_FAILED, OK, SECURITY_NOT_SATISFIED } from './status-word.ts';

export type ChipAccess =
  | { readonly protocol: 'pace'; readonly oid: string; readonly outcome: PaceOutcome }
  | { readonly protocol: 'bac' }
  /** The chip needs no access protocol. */
  | { readonly protocol: 'none' };

export interface AccessGained {
  readonly access: ChipAccess;
  /** EF.CardAccess, complete; compared with DG14 later. */
  readonly cardAccess: Uint8Array<ArrayBuffer> | undefined;
  /** EF.CardSecurity, complete; read when PACE proved the chip's key in it. */
  readonly cardSecurity: Uint8Array<ArrayBuffer> | undefined;
}

export type AccessOutcome =
  | ({ readonly kind: 'open' } & AccessGained)
  /** The chip rejects this key: the zone was misread, or the chip belongs to another document. */
  | { readonly kind: 'wrong-key' };

const MAX_CARD_ACCESS_BYTES = 4_096;
const MAX_CARD_SECURITY_BYTES = 32_768;

/**
 * Opens the chip and selects the eMRTD application.
 *
 * Rejects with `ChipError` and `DeviceError`.
 *
 * @param authorisation see `PaceOptions`
 */
export async function gainAccess(
  session: ChipSession,
  key: AccessKey,
  authorisation?: Uint8Array,
): Promise<AccessOutcome> {
  const cardAccess = await readMasterFile(session, 'EF.CardAccess', MAX_CARD_ACCESS_BYTES);
  const opened = (access: ChipAccess): AccessOutcome => ({ kind: 'open', access, cardAccess, cardSecurity: undefined });
  const offer = cardAccess === undefined ? undefined : bestOffer(readSecurityInfos(cardAccess).pace);
  try {
    if (offer !== undefined) {
      const { protocol, parameterId } = offer;
      const options = { protocol, parameterId, key, group: standardisedGroup(parameterId) };
      const outcome = await pace(session, authorisation === undefined ? options : { ...options, authorisation });
      // In the master file, so before the application is selected
      const cardSecurity =
        outcome.chipAuthentication === undefined
          ? undefined
          : await readMasterFile(session, 'EF.CardSecurity', MAX_CARD_SECURITY_BYTES);
      await selectApplication(session);
      const access = { protocol: 'pace', oid: protocol.oid, outcome } as const;
      return { kind: 'open', access, cardAccess, cardSecurity };
    }
    await selectApplication(session);
    if (await isOpen(session)) return opened({ protocol: 'none' });
    // A card access number works with PACE only
    if (key.kind !== 'mrz') return { kind: 'wrong-key' };
    await basicAccessControl(session, key.information);
    return opened({ protocol: 'bac' });
  } catch (error) {
    if (error instanceof ChipError && meansWrongKey(error)) return { kind: 'wrong-key' };
    throw error;
  }
}

/** A chip without PACE has no such file, and may answer the request with an error. */
async function readMasterFile(
  session: ChipSession,
  name: 'EF.CardAccess' | 'EF.CardSecurity',
  mostBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return await readFile(session, FILE_PLACES[name], { blockBytes: SHORT_BLOCK_BYTES, mostBytes });
  } catch (error) {
    if (error instanceof ChipError && error.code === 'refused') return undefined;
    throw error;
  }
}

/** Prefers longer keys, then elliptic curves, then the mapping that also authenticates the chip. */
function bestOffer(offers: SecurityInfos['pace']): SecurityInfos['pace'][number] | undefined {
  const mappings = { generic: 0, integrated: 1, 'chip-authentication': 2 } as const;
  const strength = ({ protocol }: SecurityInfos['pace'][number]): number =>
    (protocol.cipher === '3des' ? 0 : CIPHER_SUITES[protocol.cipher].keyBytes * 100) +
    (protocol.agreement === 'ecdh' ? 10 : 0) +
    mappings[protocol.mapping];
  return offers
    .filter(({ protocol, parameterId }) => {
      try {
        return standardisedGroup(parameterId).kind === protocol.agreement;
      } catch {
        return false;
      }
    })
    .sort((one, other) => strength(other) - strength(one))[0];
}

async function selectApplication(session: ChipSession): Promise<void> {
  await session.expect('SELECT application', {
    cla: 0x00,
    ins: 0xa4,
    p1: 0x04,
    p2: 0x0c,
    data: EMRTD_APPLICATION,
  });
}

/** Whether EF.COM can be selected and read without a key. */
async function isOpen(session: ChipSession): Promise<boolean> {
  const { identifier } = FILE_PLACES['EF.COM'];
  const data = Uint8Array.of(identifier >> 8, identifier);
  const selected = await session.send({ cla: 0x00, ins: 0xa4, p1: 0x02, p2: 0x0c, data });
  if (selected.statusWord !== OK) return false;
  const read = await session.send({ cla: 0x00, ins: 0xb0, p1: 0x00, p2: 0x00, expected: 1 });
  return read.statusWord === OK && read.data.length > 0;
}

function meansWrongKey({ code, statusWord }: ChipError): boolean {
  if (code === 'authentication') return true;
  // 63Cx: x tries are left
  const warned = statusWord === AUTHENTICATION_FAILED || (statusWord !== undefined && (statusWord & 0xfff0) === 0x63c0);
  return code === 'refused' && (warned || statusWord === SECURITY_NOT_SATISFIED);
}
