/**
 * Inspects the reader's output and returns findings, without a decision. Personal data stay in the original buffers, which
 * the caller wipes in the turn of their arrival.
 */
import type { DocumentRead } from '../../../hardware/document-reader/document-reader.ts';
import { isUnexpired } from '../../../hardware/document-reader/mrz/dates.ts';
import { type Mrz, parseMrz } from '../../../hardware/document-reader/mrz/parse-mrz.ts';
import type { EligibilityRules } from '../../../server/contract/eligibility.ts';
import type { GroupResponse } from '../../../server/contract/group-counts.ts';
import { type Declarant, declarantOf } from '../declaration/declarant.ts';
import { type EligibilityFindings, judgeEligibility } from '../eligibility/judge-eligibility.ts';
import { groupResponse } from '../groups/group-response.ts';
import { concat } from '../../../hardware/ber/write.ts';
import { type ChipFacts, chipFactsOf } from './chip-facts.ts';
import type { ChipProofs } from './trust/chip-authenticity.ts';
import { type InspectedChip, inspectChip } from './trust/inspect-chip.ts';
import type { TrustCheck } from './trust/trust-check.ts';
import type { TrustPolicy, TrustStore } from './trust/trust-store.ts';
import { zoneOfDg1 } from './dg1.ts';
import { portraitOfDg2 } from './dg2.ts';
import { type DocumentHandle, documentSubject } from './handle.ts';
import { listedDocument } from './listed-document.ts';
import type { PortraitCodec, PortraitFinding } from './portrait-image.ts';
import { type RegistrationPseudonym, registrationPseudonym } from './registration-pseudonym.ts';
import { sameZone } from './same-zone.ts';

/** The storable facts of a document: no name, number or date. */
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
      /** `undefined` when the lane has no key of the day. Tries cannot be counted then, so no comparison is made. */
      readonly handle: DocumentHandle | undefined;
      readonly checkDigitsFit: boolean;
      readonly unexpired: boolean;
      /** `undefined` when the policy has no rules of eligibility. */
      readonly eligibility: EligibilityFindings | undefined;
      /** By the rules of a policy that judges beside the one in use, if there is one. */
      readonly beside?: EligibilityBeside | undefined;
      /** `undefined` when the policy has no law of declarations. */
      readonly declarant?: Declarant | undefined;
      /** A randomised answer, not the traveller's group. Absent when groups are not counted, or the holder's zone cannot be read. */
      readonly groupResponse?: GroupResponse | undefined;
      /** `undefined` when the chip returned no DG1. */
      readonly dg1MatchesZone: boolean | undefined;
      readonly portrait: 'none' | 'malformed' | PortraitCodec;
      /** `undefined` when the document has no chip. */
      readonly chip: ChipFacts | undefined;
      /** Contradictions in DG2; its portrait is still used. */
      readonly portraitFindings: readonly PortraitFinding[];
      /** Checks of signature and chip; `undefined` when the document has no chip. */
      readonly trust: readonly TrustCheck[] | undefined;
    };

export interface EligibilityBeside {
  /** Digest of the policy. */
  readonly policy: string;
  readonly eligibility: EligibilityFindings | undefined;
}

/** Inputs of an inspection besides the document. */
export interface InspectionBasis {
  readonly trust: TrustStore;
  readonly trustPolicy: TrustPolicy;
  /** 32 bytes; set when registrations are used. */
  readonly registrationKey?: Uint8Array | undefined;
  /** By these the holder is judged, if there are any. */
  readonly eligibility?: EligibilityRules | undefined;
  /** The rules and the digest of a policy that judges beside the one in use and decides nothing, if there is one. */
  readonly beside?: { readonly policy: string; readonly eligibility: EligibilityRules } | undefined;
  /** The time zone of the law of declarations, if there is one: the law depends on the holder's age. */
  readonly declarationTimeZone?: string | undefined;
  /** 32 bytes, the lane's secret of the month for randomised answers about groups, if they are counted. */
  readonly groupSecret?: Uint8Array | undefined;
  /** Whether fingers are compared; EF.DG3 is only used for that. */
  readonly comparesFingers?: boolean | undefined;
}

export interface Inspection {
  /** Without the handle, which the secure element derives from `subject`. */
  readonly evidence: DocumentEvidence;
  /** See `documentSubject`; the caller wipes it. */
  readonly subject?: Uint8Array<ArrayBuffer> | undefined;
  /** See `listedDocument`; the caller wipes it. `undefined`: no list can be asked. */
  readonly listed?: Uint8Array<ArrayBuffer> | undefined;
  /** View of the portrait's encoded bytes inside the reader's DG2 buffer: seal it, then wipe the buffer. */
  readonly portrait: Uint8Array<ArrayBuffer> | undefined;
  /** The reader's EF.DG3 buffer, if fingers are compared and the issuer signed it: seal it, then wipe the buffer. */
  readonly fingers?: Uint8Array<ArrayBuffer> | undefined;
  /** Set when registrations are used. */
  readonly pseudonym?: RegistrationPseudonym | undefined;
}

export function inspectDocument(read: DocumentRead, basis: InspectionBasis, wallMs: number): Inspection {
  switch (read.kind) {
    case 'no-document':
    case 'removed':
    case 'chip-unreadable':
      return { evidence: { kind: read.kind }, portrait: undefined };
    case 'mrz-unreadable':
      return { evidence: { kind: 'unreadable' }, portrait: undefined };
    case 'read':
      return inspectRead(read, basis, wallMs);
  }
}

function inspectRead(read: DocumentRead & { kind: 'read' }, basis: InspectionBasis, wallMs: number): Inspection {
  const parse = parseMrz(read.mrz);
  if (parse.kind !== 'parsed') return { evidence: { kind: 'unreadable' }, portrait: undefined };
  const { mrz } = parse;

  const dg1 = read.files.get('EF.DG1');
  const chipZone = dg1 === undefined ? undefined : zoneOfDg1(dg1);
  const dg2 = read.files.get('EF.DG2');
  const portrait = dg2 === undefined ? undefined : portraitOfDg2(dg2);
  const image = portrait?.kind === 'found' ? portrait.image : undefined;

  const number = concat(mrz.documentNumber, mrz.documentNumberRest);
  const subject = documentSubject(mrz.issuingState, number);
  const listed = listedDocument(mrz.documentCode, mrz.issuingState, number);
  const { registrationKey } = basis;
  const pseudonym = registrationKey && registrationPseudonym(registrationKey, mrz.issuingState, number);
  number.fill(0);
  const trusted = read.chip && trustIn({ ...read.chip, files: read.files }, chipZone, basis, wallMs);
  const fingers = read.files.get('EF.DG3');
  const { eligibility, beside, declarationTimeZone, groupSecret } = basis;
  const holderZone = dg1 === undefined ? 'no-chip-zone' : chipZone;
  const findingsBy = (rules: EligibilityRules): EligibilityFindings | undefined =>
    ofHolder(holderZone, mrz, (holder) => judgeEligibility(rules, holder, wallMs));

  return {
    evidence: {
      kind: 'read',
      type: mrz.documentCode,
      issuingState: mrz.issuingState,
      handle: undefined,
      checkDigitsFit: mrz.wrong.length === 0,
      unexpired: isUnexpired(mrz.dateOfExpiry, wallMs),
      eligibility: eligibility && findingsBy(eligibility),
      ...(beside !== undefined && { beside: { policy: beside.policy, eligibility: findingsBy(beside.eligibility) } }),
      ...(declarationTimeZone !== undefined && {
        declarant:
          ofHolder(holderZone, mrz, ({ dateOfBirth }) => declarantOf(dateOfBirth, declarationTimeZone, wallMs)) ??
          declarantOf(undefined, declarationTimeZone, wallMs),
      }),
      ...(groupSecret !== undefined && {
        groupResponse: ofHolder(holderZone, mrz, (holder) => groupResponse(groupSecret, subject, holder, wallMs)),
      }),
      dg1MatchesZone: dg1 === undefined ? undefined : chipZone !== undefined && sameZone(chipZone, read.mrz),
      portrait: portrait === undefined ? 'none' : portrait.kind === 'found' ? portrait.codec : 'malformed',
      chip: read.chip && chipFactsOf(read.chip),
      portraitFindings: portrait?.kind === 'found' ? portrait.findings : [],
      trust: trusted?.checks,
    },
    subject,
    listed,
    portrait: image,
    fingers: basis.comparesFingers === true && trusted?.fingerprintsGenuine === true ? fingers : undefined,
    pseudonym,
  };
}

/**
 * Takes the holder from the chip's zone where the chip has one, because a forger changes the printed one. `undefined` if that zone cannot
 * be read.
 */
function ofHolder<T>(
  chipZone: Uint8Array | 'no-chip-zone' | undefined,
  printed: Mrz,
  use: (holder: Mrz) => T,
): T | undefined {
  if (chipZone === 'no-chip-zone') return use(printed);
  return chipZone && ofChipZone(chipZone, use);
}

/** State and number are taken from the chip's zone, because a forger changes the printed one. */
function trustIn(
  chip: ChipProofs,
  chipZone: Uint8Array | undefined,
  { trust, trustPolicy }: InspectionBasis,
  wallMs: number,
): InspectedChip {
  const inspect = (zone: Parameters<typeof inspectChip>[1]): InspectedChip =>
    inspectChip(chip, zone, trust, trustPolicy, wallMs);
  const ofZone = ({ issuingState, documentCode, documentNumber, documentNumberRest }: Mrz): InspectedChip =>
    inspect({
      issuingState,
      documentCode,
      hasNumber: (number) => isNumber(number, [documentNumber, documentNumberRest]),
    });
  return (chipZone && ofChipZone(chipZone, ofZone)) ?? inspect({ issuingState: '', documentCode: '' });
}

/** Compares without making text of the document's number. @param parts ASCII, with fillers */
function isNumber(number: string, parts: readonly Uint8Array[]): boolean {
  let at = 0;
  for (const byte of parts.flatMap((part) => [...part])) {
    if (byte === FILLER) continue;
    if (number.charCodeAt(at) !== byte) return false;
    at += 1;
  }
  return at > 0 && at === number.length;
}

const FILLER = 0x3c;

/**
 * Passes the fields of the chip's zone on and wipes them. DG1 contains the lines without breaks.
 *
 * @returns `undefined` when the zone is malformed
 */
function ofChipZone<T>(chipZone: Uint8Array, use: (mrz: Mrz) => T): T | undefined {
  const lineLength = { 90: 30, 72: 36, 88: 44 }[chipZone.length];
  if (lineLength === undefined) return undefined;
  const lines: Uint8Array[] = [];
  for (let at = 0; at < chipZone.length; at += lineLength) {
    lines.push(chipZone.subarray(at, at + lineLength), Uint8Array.of(NEWLINE));
  }
  const zone = concat(...lines);
  try {
    const parse = parseMrz(zone);
    return parse.kind !== 'parsed' ? undefined : use(parse.mrz);
  } finally {
    zone.fill(0);
  }
}

const NEWLINE = 0x0a;

/** Overwrites every buffer of the reading. */
export function wipeDocumentRead(read: DocumentRead): void {
  if (read.kind !== 'read') return;
  read.mrz.fill(0);
  for (const file of read.files.values()) file.fill(0);
}
