/**
 * The randomised answer about a traveller's group. It is drawn in the turn in which the document is read; the group itself is not stored.
 *
 * The answer follows from a secret of the lane and the document, so a traveller who passes again within the month gets the same answer:
 * averaging over passages reveals nothing (as the permanent response of RAPPOR, Erlingsson, Pihur and Korolova 2014).
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import {
  type Group,
  GROUP_ATTRIBUTES,
  type GroupAttribute,
  type GroupResponse,
  GROUPS,
} from '../../../server/contract/group-counts.ts';
import { responseProbabilities } from '../../../server/contract/randomised-response.ts';
import { ageRange } from '../eligibility/holder-age.ts';
import { issuingRegion } from './issuing-region.ts';

/** The facts of a machine-readable zone on which the groups depend. */
export interface GroupFacts {
  readonly issuingState: string;
  /** Begins with `YYMMDD`. */
  readonly dateOfBirth: Uint8Array;
  /** `M`, `F`, `X` or a filler, as a character code. */
  readonly sex: number;
}

const WORD = 2 ** 32;

/**
 * @param secret 32 bytes, the lane's of the month
 * @param subject identifies the document; the caller wipes it
 */
export function groupResponse(
  secret: Uint8Array,
  subject: Uint8Array,
  facts: GroupFacts,
  wallMs: number,
): GroupResponse {
  const drawn = hmac(sha256, secret, subject);
  const view = new DataView(drawn.buffer, drawn.byteOffset, drawn.byteLength);
  const attribute = GROUP_ATTRIBUTES[indexOf(view.getUint32(0), GROUP_ATTRIBUTES.length)] ?? 'sex';
  const groups: readonly Group[] = GROUPS[attribute];
  const own = groupOf(attribute, facts, wallMs);
  const isKept = view.getUint32(4) < responseProbabilities(groups.length).kept * WORD;
  const others = groups.filter((group) => group !== own);
  const answer = isKept ? own : (others[indexOf(view.getUint32(8), others.length)] ?? own);
  drawn.fill(0);
  return { attribute, group: answer };
}

/** @param word uniform, 32 bits @param count of the choices */
function indexOf(word: number, count: number): number {
  return Math.floor((word * count) / WORD);
}

const SEX_OF: { readonly [code: number]: Group<'sex'> } = {
  ['F'.charCodeAt(0)]: 'female',
  ['M'.charCodeAt(0)]: 'male',
};

/** The youngest ages of the groups, oldest first. */
const AGES: readonly (readonly [number, Group<'age'>])[] = [
  [65, '65-and-over'],
  [50, '50-to-64'],
  [35, '35-to-49'],
  [18, '18-to-34'],
  [0, 'under-18'],
];

export function groupOf(attribute: GroupAttribute, facts: GroupFacts, wallMs: number): Group {
  switch (attribute) {
    case 'sex':
      return SEX_OF[facts.sex] ?? 'unspecified';
    case 'age':
      return ageGroup(facts.dateOfBirth, wallMs);
    case 'region':
      return issuingRegion(facts.issuingState);
  }
}

/** A date of birth with missing parts counts with the youngest age that it allows. */
function ageGroup(dateOfBirth: Uint8Array, wallMs: number): Group<'age'> {
  const range = ageRange(dateOfBirth, new Date(wallMs).toISOString().slice(0, 10));
  if (range === undefined) return 'unknown';
  return AGES.find(([least]) => range.youngest >= least)?.[1] ?? 'unknown';
}
