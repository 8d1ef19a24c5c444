/**
 * Judges whether a mandate covers a declaration that one trader files for another. Regulation (EU) 952/2013, articles 5(15), 18 and 19: a
 * direct representative acts in the name of the principal, who is then the declarant; an indirect one is the declarant itself and acts for
 * the importer or the exporter.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { DataSet, Declaration } from '../form/declaration.ts';
import { type Finding, finding } from './finding.ts';

export const MANDATE_KINDS = ['direct', 'indirect'] as const;
export type MandateKind = (typeof MANDATE_KINDS)[number];
/** Data element 13 06 030. */
export const REPRESENTATIVE_STATUS: { readonly [Kind in MandateKind]: string } = { direct: '2', indirect: '3' };

/** The part of a mandate that a declaration is compared with. */
export interface MandateTerms {
  readonly id: string;
  readonly kind: MandateKind;
  readonly dataSets: readonly DataSet[];
  /** `partyDigest` of the principal's identifier. */
  readonly party: string;
}

/** As a declaration states it. */
export interface Representation {
  /** `null`: its status is neither that of direct nor that of indirect representation. */
  readonly kind: MandateKind | null;
  /** `partyDigest` of the represented party's identifier; `null` without one. */
  readonly party: string | null;
}

/** Keyed, so that a stolen database does not show who has mandates. @param key 32 secret bytes */
export function partyDigest(identifier: string, key: Uint8Array): string {
  return bytesToHex(hmac(sha256, key, utf8ToBytes(`represented party\n${identifier}`)));
}

export function representationOf(declaration: Declaration | undefined, key: Uint8Array): Representation {
  const status = declaration?.representative?.status;
  const kind = MANDATE_KINDS.find((one) => REPRESENTATIVE_STATUS[one] === status) ?? null;
  if (declaration === undefined || kind === null) return { kind, party: null };
  const id = declaration[representedPart(kind, declaration.dataSet)]?.id;
  return { kind, party: id === undefined ? null : partyDigest(id, key) };
}

function representedPart(kind: MandateKind, dataSet: DataSet): 'declarant' | 'importer' | 'exporter' {
  if (kind === 'direct') return 'declarant';
  return dataSet === 'B1' ? 'exporter' : 'importer';
}

export interface MandateJudgement {
  /** The mandate that covers the declaration; `undefined`: none does. */
  readonly mandate: string | undefined;
  readonly findings: readonly Finding[];
}

/**
 * @param mandates those in force between the two traders
 * @param dataSet `null`: the declaration is rejected for that already
 */
export function judgeRepresentation(
  mandates: readonly MandateTerms[],
  dataSet: DataSet | null,
  { kind, party }: Representation,
): MandateJudgement {
  if (mandates.length === 0) return not(finding('mandate-missing', '/representative'));
  if (dataSet === null) return not();
  const ofSet = mandates.filter(({ dataSets }) => dataSets.includes(dataSet));
  if (ofSet.length === 0) return not(finding('mandate-data-set', '/dataSet'));
  const ofKind = ofSet.filter((one) => one.kind === kind);
  if (kind === null || ofKind.length === 0) return not(finding('mandate-kind', '/representative/status'));
  const mandate = ofKind.find((one) => one.party === party)?.id;
  if (mandate === undefined) return not(finding('mandate-party', `/${representedPart(kind, dataSet)}/id`));
  return { mandate, findings: [] };
}

function not(...findings: readonly Finding[]): MandateJudgement {
  return { mandate: undefined, findings };
}
