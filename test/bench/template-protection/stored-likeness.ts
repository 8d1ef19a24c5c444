/** Comparisons that an attacker with two stored identifiers and no key can make. */
import {
  int8Directions,
  type PseudonymousIdentifier,
} from '../../../models/face/protection/pseudonymous-identifier.ts';
import { STRENGTHS_AT } from '../../../models/face/protection/constants.ts';

/** Correlation of the stored directions. */
export function likeness(one: PseudonymousIdentifier, other: PseudonymousIdentifier): number {
  const [a, b] = [int8Directions(one), int8Directions(other)];
  let [product, squares, others] = [0, 0, 0];
  for (let at = 0; at < a.length; at++) {
    product += a[at]! * b[at]!;
    squares += a[at]! * a[at]!;
    others += b[at]! * b[at]!;
  }
  return product / Math.sqrt(squares * others);
}

/** Distance of the masked strengths, one byte each. */
export function strengthDistance(one: PseudonymousIdentifier, other: PseudonymousIdentifier): number {
  return [0, 1].reduce((sum, index) => {
    const apart = Math.abs(one[STRENGTHS_AT + index]! - other[STRENGTHS_AT + index]!);
    return sum + Math.min(apart, 256 - apart);
  }, 0);
}

/** Distance of the sorted values, which a permutation of the axes cannot hide. */
export function sortedDistance(one: PseudonymousIdentifier, other: PseudonymousIdentifier): number {
  const [a, b] = [int8Directions(one).slice().sort(), int8Directions(other).slice().sort()];
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += Math.abs(a[at]! - b[at]!);
  return sum;
}
