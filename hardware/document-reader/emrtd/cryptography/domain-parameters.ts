/** The standardised groups of ICAO 9303-11 table 6, by identifier. */
import { weierstrass } from '@noble/curves/abstract/weierstrass.js';
import { brainpoolP256r1, brainpoolP384r1, brainpoolP512r1 } from '@noble/curves/misc.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { ChipError } from '../chip-error.ts';
import { dhGroup } from './dh-group.ts';
import { type DhParameters, MODP_1024_160, MODP_2048_224, MODP_2048_256 } from './dh-parameters.ts';
import { type Curve, ecGroup } from './ec-group.ts';
import type { Group } from './group.ts';
import {
  BRAINPOOL_P192R1,
  BRAINPOOL_P224R1,
  BRAINPOOL_P320R1,
  type CurveParameters,
  NIST_P192,
  NIST_P224,
} from './small-curves.ts';

const number = (hex: string) => BigInt(`0x${hex}`);

const curve = ({ p, a, b, x, y, n }: CurveParameters): Curve =>
  weierstrass({ p: number(p), a: number(a), b: number(b), n: number(n), h: 1n, Gx: number(x), Gy: number(y) });
const dh = ({ p, g, q }: DhParameters): Group => dhGroup({ p: number(p), g: number(g), q: number(q) });

const STANDARDISED: ReadonlyMap<number, () => Group> = new Map([
  [0, () => dh(MODP_1024_160)],
  [1, () => dh(MODP_2048_224)],
  [2, () => dh(MODP_2048_256)],
  [8, () => ecGroup(curve(NIST_P192))],
  [9, () => ecGroup(curve(BRAINPOOL_P192R1))],
  [10, () => ecGroup(curve(NIST_P224))],
  [11, () => ecGroup(curve(BRAINPOOL_P224R1))],
  [12, () => ecGroup(p256.Point)],
  [13, () => ecGroup(brainpoolP256r1.Point)],
  [14, () => ecGroup(curve(BRAINPOOL_P320R1))],
  [15, () => ecGroup(p384.Point)],
  [16, () => ecGroup(brainpoolP384r1.Point)],
  [17, () => ecGroup(brainpoolP512r1.Point)],
  [18, () => ecGroup(p521.Point)],
]);

const DH_PARAMETERS: readonly DhParameters[] = [MODP_1024_160, MODP_2048_224, MODP_2048_256];

/** The standardised group with this modulus and generator. */
export function standardisedDhGroup(p: bigint, g: bigint): Group | undefined {
  const parameters = DH_PARAMETERS.find((one) => number(one.p) === p && number(one.g) === g);
  return parameters && dh(parameters);
}

export const STANDARDISED_IDS: readonly number[] = [...STANDARDISED.keys()];

/** @throws ChipError `unsupported` for an identifier that is not in the table */
export function standardisedGroup(id: number): Group {
  const make = STANDARDISED.get(id);
  if (make === undefined) throw new ChipError('unsupported', `domain parameters ${id}`);
  return make();
}
