/**
 * Looks at what the reader delivered and says what was found; the decision is made elsewhere. Everything personal stays in
 * the buffers it came in: the caller wipes them in the turn in which they arrived.
 */
import type { DocumentRead } from '../../hardware/document-reader/document-reader.ts';
import { isUnexpired } from '../../hardware/document-reader/mrz/dates.ts';
import { parseMrz } from '../../hardware/document-reader/mrz/parse-mrz.ts';
import { concat } from '../../hardware/ber/write.ts';
import { zoneOfDg1 } from './dg1.ts';
import { type PortraitCodec, portraitOfDg2 } from './dg2.ts';
import { type DocumentHandle, documentHandle } from './handle.ts';
import { sameZone } from './same-zone.ts';

/** What may be kept of a document: no name, number or date. */
export type DocumentEvidence =
  | { readonly kind: 'no-document' }
  | { readonly kind: 'removed' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'chip-unreadable' }
  | { readonly kind: 'device-fault' }
  | {
      readonly kind: 'read';
      /** ICAO 9303-3 §4.2 document code. */
      readonly type: string;
      readonly issuingState: string;
      readonly handle: DocumentHandle;
      readonly checkDigitsFit: boolean;
      readonly unexpired: boolean;
      /** `undefined` when the chip gave no DG1 to compare. */
      readonly dg1MatchesZone: boolean | undefined;
      readonly portrait: 'none' | 'malformed' | PortraitCodec;
    };

export interface Inspection {
  readonly evidence: DocumentEvidence;
  /** View of the portrait's encoded bytes inside the reader's DG2 buffer: seal it, then wipe the buffer. */
  readonly portrait: Uint8Array<ArrayBuffer> | undefined;
}

/** @param fleetKey 32 bytes; see `handle.ts`. */
export function inspectDocument(read: DocumentRead, fleetKey: Uint8Array, wallMs: number): Inspection {
  switch (read.kind) {
    case 'no-document':
    case 'removed':
    case 'chip-unreadable':
      return { evidence: { kind: read.kind }, portrait: undefined };
    case 'mrz-unreadable':
      return { evidence: { kind: 'unreadable' }, portrait: undefined };
    case 'read':
      return inspectRead(read, fleetKey, wallMs);
  }
}

function inspectRead(read: DocumentRead & { kind: 'read' }, fleetKey: Uint8Array, wallMs: number): Inspection {
  const parse = parseMrz(read.mrz);
  if (parse.kind === 'malformed') return { evidence: { kind: 'unreadable' }, portrait: undefined };
  const { mrz } = parse;

  const dg1 = read.files.get('EF.DG1');
  const chipZone = dg1 === undefined ? undefined : zoneOfDg1(dg1);
  const dg2 = read.files.get('EF.DG2');
  const portrait = dg2 === undefined ? undefined : portraitOfDg2(dg2);
  const image = portrait?.kind === 'found' ? portrait.image : undefined;

  const number = concat(mrz.documentNumber, mrz.documentNumberRest);
  const handle = documentHandle(fleetKey, mrz.issuingState, number, wallMs);
  number.fill(0);

  return {
    evidence: {
      kind: 'read',
      type: mrz.documentCode,
      issuingState: mrz.issuingState,
      handle,
      checkDigitsFit: mrz.wrong.length === 0,
      unexpired: isUnexpired(mrz.dateOfExpiry, wallMs),
      dg1MatchesZone: dg1 === undefined ? undefined : chipZone !== undefined && sameZone(chipZone, read.mrz),
      portrait: portrait === undefined ? 'none' : portrait.kind === 'found' ? portrait.codec : 'malformed',
    },
    portrait: image,
  };
}

/** Overwrites every buffer the reader handed over. */
export function wipeDocumentRead(read: DocumentRead): void {
  if (read.kind !== 'read') return;
  read.mrz.fill(0);
  for (const file of read.files.values()) file.fill(0);
}
