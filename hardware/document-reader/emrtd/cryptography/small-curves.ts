/** Curves missing from the curve library: FIPS 186-4 §D.1.2 and RFC 5639 §3. All have cofactor 1. */
export interface CurveParameters {
  /** Modulus. All values are hexadecimal. */
  readonly p: string;
  readonly a: string;
  readonly b: string;
  /** Generator. */
  readonly x: string;
  readonly y: string;
  /** Order of the generator. */
  readonly n: string;
}

export const NIST_P192: CurveParameters = {
  p: 'fffffffffffffffffffffffffffffffeffffffffffffffff',
  a: 'fffffffffffffffffffffffffffffffefffffffffffffffc',
  b: '64210519e59c80e70fa7e9ab72243049feb8deecc146b9b1',
  x: '188da80eb03090f67cbf20eb43a18800f4ff0afd82ff1012',
  y: '07192b95ffc8da78631011ed6b24cdd573f977a11e794811',
  n: 'ffffffffffffffffffffffff99def836146bc9b1b4d22831',
};

export const BRAINPOOL_P192R1: CurveParameters = {
  p: 'c302f41d932a36cda7a3463093d18db78fce476de1a86297',
  a: '6a91174076b1e0e19c39c031fe8685c1cae040e5c69a28ef',
  b: '469a28ef7c28cca3dc721d044f4496bcca7ef4146fbf25c9',
  x: 'c0a0647eaab6a48753b033c56cb0f0900a2f5c4853375fd6',
  y: '14b690866abd5bb88b5f4828c1490002e6773fa2fa299b8f',
  n: 'c302f41d932a36cda7a3462f9e9e916b5be8f1029ac4acc1',
};

export const NIST_P224: CurveParameters = {
  p: 'ffffffffffffffffffffffffffffffff000000000000000000000001',
  a: 'fffffffffffffffffffffffffffffffefffffffffffffffffffffffe',
  b: 'b4050a850c04b3abf54132565044b0b7d7bfd8ba270b39432355ffb4',
  x: 'b70e0cbd6bb4bf7f321390b94a03c1d356c21122343280d6115c1d21',
  y: 'bd376388b5f723fb4c22dfe6cd4375a05a07476444d5819985007e34',
  n: 'ffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3d',
};

export const BRAINPOOL_P224R1: CurveParameters = {
  p: 'd7c134aa264366862a18302575d1d787b09f075797da89f57ec8c0ff',
  a: '68a5e62ca9ce6c1c299803a6c1530b514e182ad8b0042a59cad29f43',
  b: '2580f63ccfe44138870713b1a92369e33e2135d266dbb372386c400b',
  x: '0d9029ad2c7e5cf4340823b2a87dc68c9e4ce3174c1e6efdee12c07d',
  y: '58aa56f772c0726f24c6b89e4ecdac24354b9e99caa3f6d3761402cd',
  n: 'd7c134aa264366862a18302575d0fb98d116bc4b6ddebca3a5a7939f',
};

export const BRAINPOOL_P320R1: CurveParameters = {
  p: 'd35e472036bc4fb7e13c785ed201e065f98fcfa6f6f40def4f92b9ec7893ec28fcd412b1f1b32e27',
  a: '3ee30b568fbab0f883ccebd46d3f3bb8a2a73513f5eb79da66190eb085ffa9f492f375a97d860eb4',
  b: '520883949dfdbc42d3ad198640688a6fe13f41349554b49acc31dccd884539816f5eb4ac8fb1f1a6',
  x: '43bd7e9afb53d8b85289bcc48ee5bfe6f20137d10a087eb6e7871e2a10a599c710af8d0d39e20611',
  y: '14fdd05545ec1cc8ab4093247f77275e0743ffed117182eaa9c77877aaac6ac7d35245d1692e8ee1',
  n: 'd35e472036bc4fb7e13c785ed201e065f98fcfa5b68f12a32d482ec7ee8658e98691555b44c59311',
};
