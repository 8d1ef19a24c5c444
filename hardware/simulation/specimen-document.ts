/** Passports of specimen travellers: a valid zone, a chip signed by a specimen state, and variants with faults. */
import { randomInt } from 'node:crypto';
import type { Clock } from '../host/clock.ts';
import { systemClock } from '../host/system-clock.ts';
import type { ElementaryFile } from '../document-reader/elementary-file.ts';
import type { ChipFault, ChipProfile } from './chip/chip-profile.ts';
import { type ChipDesign, personalise, securityObject, USUAL_DESIGN } from './chip/personalise.ts';
import { efDg1 } from './document/chip-files.ts';
import { efDg2 } from './document/ef-dg2.ts';
import { type PortraitFormat, USUAL_PORTRAIT_FORMAT } from './document/portrait-format.ts';
import { forgedSigner, specimenState } from './specimen-states.ts';
import { ascii } from '../ber/write.ts';
import { checkDigit, writeZone, type ZoneFields } from './document/machine-readable-zone.ts';
import { PORTRAIT_HEIGHT, PORTRAIT_WIDTH } from './render/portrait-size.ts';
import { type RenderThread, renderThread } from './render/render-thread.ts';
import type { SpecimenId, SpecimenTraveller } from './specimens.ts';

export type DocumentVariant =
  | 'genuine'
  /** The zone's document number has a wrong check digit, on the page and in DG1. */
  | 'mrz-check-digit-wrong'
  /** The document number in DG1 differs from the page. */
  | 'dg1-differs'
  /** The chip does not answer. */
  | 'chip-dead'
  /** The chip belongs to another zone, so access fails. */
  | 'chip-locked'
  /** A byte of the portrait was changed after signing. */
  | 'portrait-altered'
  /** The issuer signed a truncated portrait. */
  | 'portrait-undecodable'
  /** The security object is from another document. */
  | 'security-object-swapped'
  /** The signer's certificate has expired. */
  | 'signer-expired'
  /** The signer's certificate is on the revocation list. */
  | 'signer-revoked'
  /** The signer is not certified by any authority. */
  | 'signer-unknown'
  /** The files were copied to another chip, without the private keys. */
  | 'chip-copied'
  /** A chip without Chip or Active Authentication. */
  | 'chip-unprovable'
  /** The chip's counter runs ahead during the reading. */
  | 'chip-out-of-step'
  /** DG2 declares a length greater than any chip's memory. */
  | 'chip-endless'
  /** The chip answers with noise. */
  | 'chip-noisy'
  /** The zone cannot be read. */
  | 'mrz-unreadable'
  /** The holder lifts it while the chip is being read. */
  | 'lifted-while-read';

export interface SpecimenDocument {
  readonly holder: SpecimenId;
  readonly documentNumber: string;
  readonly variant: DocumentVariant;
  /** ASCII, lines separated by `\n`; `undefined` when it cannot be read. */
  readonly opticalZone: Uint8Array | undefined;
  /** `undefined`: dead. */
  readonly chip: ChipProfile | undefined;
  readonly chipFaults: readonly ChipFault[];
}

export interface SpecimenDocumentOptions {
  readonly holder: SpecimenId;
  /** The face in the chip. Default: the holder's first photograph. */
  readonly portrait?: { readonly specimen: SpecimenId; readonly photograph: number };
  /** Default: the format of the holder's state, else `USUAL_PORTRAIT_FORMAT`. */
  readonly portraitFormat?: PortraitFormat;
  /** Up to nine letters and digits. Default: random. */
  readonly documentNumber?: string;
  /** Expired yesterday instead of being valid for years. */
  readonly expired?: boolean;
  readonly variant?: DocumentVariant;
  /** EF.DG3 of the chip, complete; default: no fingerprints. */
  readonly fingerprints?: Uint8Array;
  /** Source of today's date. Default: the system clock. */
  readonly clock?: Clock;
}

const DAY_MS = 86_400_000;
const VALID_FOR_DAYS = 5 * 365;
const BORN = '900101';

/** Rejects with `RangeError` when the holder, the portrait or the document number is invalid. */
export async function issueSpecimenDocument(
  source: readonly SpecimenTraveller[] | { readonly specimens: readonly SpecimenTraveller[] },
  options: SpecimenDocumentOptions,
): Promise<SpecimenDocument> {
  const { variant = 'genuine', clock = systemClock } = options;
  const specimens = 'specimens' in source ? source.specimens : source;
  const holder = specimens.find(({ id }) => id === options.holder);
  if (holder === undefined) throw new RangeError(`no specimen traveller has the id ${JSON.stringify(options.holder)}`);
  const documentNumber = options.documentNumber ?? randomNumber();
  const expiryMs = clock.wallMs() + (options.expired === true ? -DAY_MS : VALID_FOR_DAYS * DAY_MS);
  const [surname = '', ...givenNames] = holder.name.split(' ');
  const fields: ZoneFields = {
    issuingState: holder.issuingState,
    nationality: holder.issuingState,
    surname,
    givenNames: givenNames.join(' '),
    documentNumber,
    dateOfBirth: BORN,
    dateOfExpiry: yymmdd(expiryMs),
    sex: '<',
  };
  const printed = variant === 'mrz-check-digit-wrong' ? withWrongDigit(writeZone(fields)) : writeZone(fields);
  const stored =
    variant === 'dg1-differs' ? writeZone({ ...fields, documentNumber: otherNumber(documentNumber) }) : printed;
  const { specimen, photograph } = options.portrait ?? { specimen: holder.id, photograph: 0 };
  const format = options.portraitFormat ?? holder.portraitFormat ?? USUAL_PORTRAIT_FORMAT;
  const whole = await printer().draw({ kind: 'portrait', specimen, photograph, codec: format.codec });
  const image = variant === 'portrait-undecodable' ? whole.subarray(0, whole.length / 2) : whole;
  const dataGroups = new Map<ElementaryFile, Uint8Array>([
    ['EF.DG1', efDg1(stored)],
    ['EF.DG2', efDg2(image, format, PORTRAIT_WIDTH, PORTRAIT_HEIGHT)],
  ]);
  if (options.fingerprints !== undefined) dataGroups.set('EF.DG3', options.fingerprints);
  const dead = variant === 'chip-dead' || variant === 'mrz-unreadable';
  return {
    holder: holder.id,
    documentNumber,
    variant,
    opticalZone: variant === 'mrz-unreadable' ? undefined : ascii(printed),
    chip: dead ? undefined : await chipOf(variant, holder.issuingState, printed, dataGroups, clock),
    chipFaults: FAULTS[variant] ?? [],
  };
}

/** Faults of the chip during the reading. */
const FAULTS: Partial<Record<DocumentVariant, readonly ChipFault[]>> = {
  'lifted-while-read': [{ kind: 'removed', afterCommands: 12 }],
  'chip-copied': [{ kind: 'cloned' }],
  'chip-out-of-step': [{ kind: 'counter-ahead', afterCommands: 8 }],
  'chip-endless': [{ kind: 'endless-file', file: 'EF.DG2' }],
  'chip-noisy': [{ kind: 'noise', afterCommands: 10 }],
};

const UNPROVABLE: ChipDesign = { ...USUAL_DESIGN, chipAuthentication: undefined, activeAuthentication: undefined };

async function chipOf(
  variant: DocumentVariant,
  issuingState: string,
  printed: string,
  dataGroups: ReadonlyMap<ElementaryFile, Uint8Array>,
  clock: Clock,
): Promise<ChipProfile> {
  const state = specimenState(issuingState, clock);
  const signer =
    variant === 'signer-expired'
      ? state.expiredSigner
      : variant === 'signer-revoked'
        ? state.revokedSigner
        : variant === 'signer-unknown'
          ? forgedSigner(issuingState, clock)
          : state.signer;
  const information = accessInformation(variant === 'chip-locked' ? printed.replaceAll('900101', '900102') : printed);
  const design = variant === 'chip-unprovable' ? UNPROVABLE : USUAL_DESIGN;
  const profile = personalise({
    dataGroups,
    information,
    signer,
    design,
    ...(dataGroups.has('EF.DG3') && {
      terminalTrust: { certificate: state.verifying.certificate, today: clock.wallMs() },
    }),
  });
  const files = new Map(profile.files);
  if (variant === 'portrait-altered') files.set('EF.DG2', withByteChanged(files.get('EF.DG2')));
  if (variant === 'security-object-swapped') {
    files.set('EF.SOD', securityObject(new Map([['EF.DG1', efDg1(printed.replace('SPECIMEN', 'STRANGER'))]]), signer));
  }
  return { ...profile, files };
}

/** ICAO 9303-11 §9.7.2, of a zone of two lines: number, date of birth and date of expiry, each with its digit. */
function accessInformation(zone: string): Uint8Array {
  const [, second = ''] = zone.split('\n');
  return ascii(second.slice(0, 10) + second.slice(13, 20) + second.slice(21, 28));
}

/** Changes a byte in the middle of the picture, which a decoder does not detect. */
function withByteChanged(file: Uint8Array = new Uint8Array()): Uint8Array {
  const changed = Uint8Array.from(file);
  const at = Math.floor(changed.length / 2);
  changed[at] = (changed[at] ?? 0) ^ 0x01;
  return changed;
}

let printing: RenderThread | undefined;
/** Draws portraits in a separate thread, because documents are issued independently of a lane. */
function printer(): RenderThread {
  printing ??= renderThread();
  return printing;
}

const NUMBER_CHARACTERS = 'CFGHJKLMNPRTVWXYZ0123456789';

function randomNumber(): string {
  return `X${Array.from({ length: 8 }, () => NUMBER_CHARACTERS[randomInt(NUMBER_CHARACTERS.length)]).join('')}`;
}

function otherNumber(number: string): string {
  return (number.startsWith('Z') ? 'Y' : 'Z') + number.slice(1);
}

/** Makes the check digit of the document number (line 2, position 10) wrong. The composite digit is unchanged. */
function withWrongDigit(zone: string): string {
  const [first = '', second = ''] = zone.split('\n');
  const right = checkDigit(second.slice(0, 9));
  return `${first}\n${second.slice(0, 9)}${(Number(right) + 1) % 10}${second.slice(10)}`;
}

function yymmdd(wallMs: number): string {
  return new Date(wallMs).toISOString().slice(2, 10).replaceAll('-', '');
}
