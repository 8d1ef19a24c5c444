/**
 * Passports of specimen travellers: a right zone, a chip with EF.COM, DG1 and DG2, and the ways in which one can be wrong.
 * Nobody signed them: there is no EF.SOD, so Passive Authentication has nothing to check.
 */
import { randomInt } from 'node:crypto';
import type { Clock } from '../clock/clock.ts';
import { systemClock } from '../clock/system.ts';
import type { ElementaryFile } from '../document-reader/document-reader.ts';
import { DG1_TAG, DG2_TAG, efCom, efDg1, efDg2, facialRecord } from './document/chip-files.ts';
import { ascii } from '../ber/write.ts';
import { checkDigit, writeZone, type ZoneFields } from './document/machine-readable-zone.ts';
import { PORTRAIT_HEIGHT, PORTRAIT_WIDTH } from './render/portrait-size.ts';
import { type RenderThread, renderThread } from './render/render-thread.ts';
import type { SpecimenId, SpecimenTraveller } from './specimens.ts';

export type DocumentVariant =
  | 'genuine'
  /** The zone's document number has a wrong check digit, on the page and in DG1. */
  | 'mrz-check-digit-wrong'
  /** DG1 names another document number than the page. */
  | 'dg1-differs'
  /** The chip does not answer. */
  | 'chip-dead'
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
  readonly chip: 'answers' | 'dead';
  readonly files: ReadonlyMap<ElementaryFile, Uint8Array>;
  readonly liftedWhileRead: boolean;
}

export interface SpecimenDocumentOptions {
  readonly holder: SpecimenId;
  /** Whose face is in the chip. Default: the holder's first photograph. */
  readonly portrait?: { readonly specimen: SpecimenId; readonly photograph: number };
  /** Up to nine letters and digits. Default: random. */
  readonly documentNumber?: string;
  /** Expired yesterday instead of being valid for years. */
  readonly expired?: boolean;
  readonly variant?: DocumentVariant;
  /** Says what today is. Default: the machine's clock. */
  readonly clock?: Clock;
}

const DAY_MS = 86_400_000;
const VALID_FOR_DAYS = 5 * 365;
const BORN = '900101';

/** Rejects with `RangeError` when the holder, the portrait or the document number is not possible. */
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
  const jpeg = await printer().draw({ kind: 'portrait', specimen, photograph });
  return {
    holder: holder.id,
    documentNumber,
    variant,
    opticalZone: variant === 'mrz-unreadable' ? undefined : ascii(printed),
    chip: variant === 'chip-dead' ? 'dead' : 'answers',
    files: new Map<ElementaryFile, Uint8Array>([
      ['EF.COM', efCom([DG1_TAG, DG2_TAG])],
      ['EF.DG1', efDg1(stored)],
      ['EF.DG2', efDg2(facialRecord(jpeg, PORTRAIT_WIDTH, PORTRAIT_HEIGHT))],
    ]),
    liftedWhileRead: variant === 'lifted-while-read',
  };
}

let printing: RenderThread | undefined;
/** Portraits are drawn in a thread of their own: lanes come and go, documents are issued without one. */
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

/** The digit after the document number, line 2 position 10, made wrong. The composite digit stays as it was. */
function withWrongDigit(zone: string): string {
  const [first = '', second = ''] = zone.split('\n');
  const right = checkDigit(second.slice(0, 9));
  return `${first}\n${second.slice(0, 9)}${(Number(right) + 1) % 10}${second.slice(10)}`;
}

function yymmdd(wallMs: number): string {
  return new Date(wallMs).toISOString().slice(2, 10).replaceAll('-', '');
}
