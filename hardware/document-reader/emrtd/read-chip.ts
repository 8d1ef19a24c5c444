/**
 * Reads a chip completely: access, Chip Authentication, Terminal Authentication, files, Active Authentication. Returns the
 * files and the chip's proofs, without deciding whether the files behind the proofs are trusted.
 */
import { randomBytes } from 'node:crypto';
import type { ElementaryFile } from '../elementary-file.ts';
import type { AccessKey } from './access-key.ts';
import { type ActiveAuthentication, activeAuthentication, CHALLENGE_BYTES } from './active-authentication.ts';
import {
  type ChipAuthenticated,
  chipAuthentication,
  type ChipAuthenticationOffer,
  chipAuthenticationOffers,
} from './chip-authentication.ts';
import { ChipError, type ChipErrorCode } from './chip-error.ts';
import { type ChipSession, openChipSession } from './chip-session.ts';
import { FILE_PLACES } from './elementary-files.ts';
import { type AccessGained, type ChipAccess, gainAccess } from './gain-access.ts';
import { LONG_BLOCK_BYTES, readFile, SHORT_BLOCK_BYTES } from './read-file.ts';
import { readSecurityInfos } from './security-infos.ts';
import { signedDataGroups } from './signed-data-groups.ts';
import { inspectionAuthorisation } from './terminal-authentication/cv-certificate.ts';
import {
  certificatePath,
  compressed,
  type Terminal,
  terminalAuthentication,
} from './terminal-authentication/terminal-authentication.ts';
import type { ChipTransport } from './transport.ts';

export interface ReadChipOptions {
  /** Tried in order: the zone as read, then its likely corrections. At most four. */
  readonly keys: readonly AccessKey[];
  /** Data groups to read besides those that the proofs need. Groups that the issuer did not sign are skipped. */
  readonly dataGroups: readonly ElementaryFile[];
  /** Permits reading DG3. */
  readonly terminal?: Terminal;
  /** Bytes read so far, and the total with an estimate for files not begun. */
  readonly onProgress?: (readBytes: number, totalBytes: number) => void;
  readonly signal: AbortSignal;
}

/** Result of a proof. `not-offered`: the chip does not support it. */
export type ProofOutcome =
  | { readonly kind: 'given' }
  | { readonly kind: 'failed'; readonly code: ChipErrorCode }
  | { readonly kind: 'not-offered' };

export interface ChipContents {
  readonly kind: 'read';
  readonly access: ChipAccess;
  /** Each in a separate buffer, owned by the receiver. */
  readonly files: ReadonlyMap<ElementaryFile, Uint8Array<ArrayBuffer>>;
  /** Chip Authentication with the key in DG14. */
  readonly chipAuthentication: ProofOutcome;
  readonly activeAuthentication: ActiveAuthentication | undefined;
  readonly terminalAuthentication: ProofOutcome;
}

export type ChipVisit = ChipContents | { readonly kind: 'wrong-key' };

const MAX_KEYS = 4;
const MAX_BYTES: Readonly<Record<ElementaryFile, number>> = {
  'EF.CardAccess': 4_096,
  'EF.CardSecurity': 32_768,
  'EF.DIR': 1_024,
  'EF.CVCA': 256,
  'EF.COM': 1_024,
  'EF.SOD': 65_536,
  'EF.DG1': 256,
  'EF.DG2': 524_288,
  'EF.DG3': 524_288,
  'EF.DG11': 16_384,
  'EF.DG12': 524_288,
  'EF.DG14': 16_384,
  'EF.DG15': 4_096,
};
/** Typical sizes in passports, used only for progress. */
const USUAL_BYTES: Readonly<Partial<Record<ElementaryFile, number>>> = {
  'EF.COM': 30,
  'EF.SOD': 2_500,
  'EF.DG1': 93,
  'EF.DG2': 18_000,
  'EF.DG3': 30_000,
  'EF.DG11': 200,
  'EF.DG12': 200,
  'EF.DG14': 400,
  'EF.DG15': 200,
};
/** Certification authority reference, TR-03110-3 §C.1. */
const AUTHORITY_REFERENCE = 0x42;

/** Options of one attempt. */
interface Manner {
  readonly longBlocks: boolean;
  readonly withChipAuthentication: boolean;
}

/**
 * Reads the chip. When long blocks or Chip Authentication break the session, it starts again without them: some chips lose
 * count after a command of extended length, and a copied chip cannot continue after Chip Authentication.
 *
 * Rejects with `ChipError` when no attempt succeeds, and with `DeviceError`.
 */
export async function readChip(transport: ChipTransport, options: ReadChipOptions): Promise<ChipVisit> {
  const { signal } = options;
  let manner: Manner = { longBlocks: true, withChipAuthentication: true };
  let failedProof: ProofOutcome | undefined;
  for (;;) {
    try {
      const visit = await visitOnce(transport, options, manner);
      return visit.kind === 'read' && failedProof !== undefined ? { ...visit, chipAuthentication: failedProof } : visit;
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      if (error.during === 'chip-authentication' && manner.withChipAuthentication) {
        failedProof = { kind: 'failed', code: error.cause.code };
        manner = { ...manner, withChipAuthentication: false };
      } else if (manner.longBlocks) {
        manner = { ...manner, longBlocks: false };
      } else {
        throw error.cause;
      }
      await transport.reset(signal);
    }
  }
}

/** The error to continue with. A chip out of reach is not tried again. */
function lost(during: Interrupted['during'], error: ChipError): Error {
  return error.code === 'removed' ? error : new Interrupted(during, error);
}

/** The session is lost; a new attempt with other options may succeed. */
class Interrupted extends Error {
  override readonly name = 'Interrupted';
  override readonly cause: ChipError;
  readonly during: 'reading' | 'chip-authentication';

  constructor(during: 'reading' | 'chip-authentication', cause: ChipError) {
    super('the session is lost', { cause });
    this.during = during;
    this.cause = cause;
  }
}

async function visitOnce(transport: ChipTransport, options: ReadChipOptions, manner: Manner): Promise<ChipVisit> {
  const { keys, terminal, signal } = options;
  const authorisation = terminal === undefined ? undefined : inspectionAuthorisation(0xff);
  for (const [attempt, key] of keys.slice(0, MAX_KEYS).entries()) {
    if (attempt > 0) await transport.reset(signal);
    const session = openChipSession(transport, signal);
    try {
      const opened = await gainAccess(session, key, authorisation);
      if (opened.kind === 'wrong-key') continue;
      return await readOpened(session, key, opened, options, manner);
    } finally {
      session.close();
    }
  }
  return { kind: 'wrong-key' };
}

async function readOpened(
  session: ChipSession,
  key: AccessKey,
  { access, cardAccess, cardSecurity }: AccessGained,
  options: ReadChipOptions,
  { longBlocks, withChipAuthentication }: Manner,
): Promise<ChipContents> {
  const files = new Map<ElementaryFile, Uint8Array<ArrayBuffer>>();
  if (cardAccess !== undefined) files.set('EF.CardAccess', cardAccess);
  if (cardSecurity !== undefined) files.set('EF.CardSecurity', cardSecurity);
  let done = 0;
  let toCome = new Set<ElementaryFile>(['EF.COM', 'EF.SOD', 'EF.DG14', 'EF.DG15', ...options.dataGroups]);
  const tell = (readBytes: number, leftBytes: number): void => {
    const guessed = [...toCome].reduce((sum, name) => sum + (USUAL_BYTES[name] ?? 0), 0);
    options.onProgress?.(done + readBytes, done + readBytes + leftBytes + guessed);
  };

  const read = async (name: ElementaryFile): Promise<Uint8Array<ArrayBuffer> | undefined> => {
    const already = files.get(name);
    if (already !== undefined) return already;
    toCome.delete(name);
    const file = await readFile(session, FILE_PLACES[name], {
      blockBytes: longBlocks ? LONG_BLOCK_BYTES : SHORT_BLOCK_BYTES,
      mostBytes: MAX_BYTES[name],
      onProgress: (readBytes, totalBytes) => tell(readBytes, totalBytes - readBytes),
    });
    done += file?.length ?? 0;
    if (file !== undefined) files.set(name, file);
    return file;
  };
  /** A refused file counts as absent; a broken session is an error. */
  const tryToRead = async (name: ElementaryFile): Promise<Uint8Array<ArrayBuffer> | undefined> => {
    try {
      return await read(name);
    } catch (error) {
      if (!(error instanceof ChipError)) throw error;
      if (error.code === 'refused' && session.secured() === (access.protocol !== 'none')) return undefined;
      throw lost('reading', error);
    }
  };

  try {
    // Read before and after Chip Authentication, to compare; its content is not trusted
    await tryToRead('EF.COM');
    const sod = await tryToRead('EF.SOD');
    const signedGroups = sod && signedDataGroups(sod);
    const isPresent = (name: ElementaryFile) => signedGroups === undefined || signedGroups.has(name);
    toCome = new Set([...toCome].filter(isPresent));
    const dg14 = isPresent('EF.DG14') ? await tryToRead('EF.DG14') : undefined;
    const infos = dg14 === undefined ? undefined : readSecurityInfos(dg14);

    const offer = infos === undefined ? undefined : chipAuthenticationOffers(infos)[0];
    let authenticated: ChipAuthenticated | undefined;
    if (offer !== undefined && withChipAuthentication) authenticated = await proveChip(session, offer, files);
    let terminalOutcome: ProofOutcome = { kind: 'not-offered' };
    if (authenticated !== undefined && options.terminal !== undefined && infos?.terminalAuthentication === true) {
      const named = access.protocol === 'pace' ? access.outcome.trustPoints : [];
      const trustPoints = named.length > 0 ? named : trustPointsIn(await tryToRead('EF.CVCA'));
      terminalOutcome = await proveTerminal(session, options.terminal, authenticated, access, key, trustPoints);
    }

    for (const name of options.dataGroups) {
      const locked = name === 'EF.DG3' && terminalOutcome.kind !== 'given';
      if (locked) toCome.delete(name);
      else if (isPresent(name)) await tryToRead(name);
    }
    let signed: ActiveAuthentication | undefined;
    if (isPresent('EF.DG15') && (await tryToRead('EF.DG15')) !== undefined) {
      signed = await proveByActiveAuthentication(session, longBlocks);
    }
    toCome.clear();
    tell(0, 0);
    return {
      kind: 'read',
      access,
      files,
      chipAuthentication: authenticated === undefined ? { kind: 'not-offered' } : { kind: 'given' },
      activeAuthentication: signed,
      terminalAuthentication: terminalOutcome,
    };
  } catch (error) {
    for (const file of files.values()) file.fill(0);
    throw error;
  }
}

/** Runs Chip Authentication and verifies one answer under the new keys, which is the actual proof. */
async function proveChip(
  session: ChipSession,
  offer: ChipAuthenticationOffer,
  files: Map<ElementaryFile, Uint8Array<ArrayBuffer>>,
): Promise<ChipAuthenticated> {
  try {
    const authenticated = await chipAuthentication(session, offer);
    const again = await readFile(session, FILE_PLACES['EF.COM'], {
      blockBytes: SHORT_BLOCK_BYTES,
      mostBytes: MAX_BYTES['EF.COM'],
    });
    const before = files.get('EF.COM');
    if (before !== undefined && (again === undefined || !Buffer.from(before).equals(again))) {
      throw new ChipError('authentication', 'the chip differs from the one before');
    }
    return authenticated;
  } catch (error) {
    if (error instanceof ChipError) throw lost('chip-authentication', error);
    throw error;
  }
}

async function proveTerminal(
  session: ChipSession,
  { certificates, sign }: Terminal,
  authenticated: ChipAuthenticated,
  access: ChipAccess,
  key: AccessKey,
  trustPoints: readonly Uint8Array[],
): Promise<ProofOutcome> {
  const names = trustPoints.map((reference) => Buffer.from(reference).toString('latin1'));
  const path = certificatePath(certificates, names);
  const identity =
    access.protocol === 'pace'
      ? compressed(authenticated.agreement, access.outcome.chipPublicKey)
      : key.kind === 'mrz'
        ? key.information.subarray(0, 10)
        : undefined;
  if (path === undefined || identity === undefined) return { kind: 'not-offered' };
  try {
    await terminalAuthentication(session, path, sign, authenticated, identity);
    return { kind: 'given' };
  } catch (error) {
    if (error instanceof ChipError && session.secured()) return { kind: 'failed', code: error.code };
    if (error instanceof ChipError) throw lost('reading', error);
    throw error;
  }
}

/** EF.CVCA, TR-03110-3 §A.5.2: one or two references, then zeros. */
function trustPointsIn(cvca: Uint8Array<ArrayBuffer> | undefined): readonly Uint8Array[] {
  const references: Uint8Array[] = [];
  for (let at = 0; cvca?.[at] === AUTHORITY_REFERENCE; ) {
    const end = at + 2 + (cvca[at + 1] ?? 0);
    references.push(cvca.subarray(at + 2, end));
    at = end;
  }
  return references;
}

async function proveByActiveAuthentication(
  session: ChipSession,
  extendedLength: boolean,
): Promise<ActiveAuthentication | undefined> {
  try {
    return await activeAuthentication(session, Uint8Array.from(randomBytes(CHALLENGE_BYTES)), extendedLength);
  } catch (error) {
    if (!(error instanceof ChipError)) throw error;
    if (error.code !== 'refused') throw lost('reading', error);
    return undefined;
  }
}
