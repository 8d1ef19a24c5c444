/**
 * SHA-256 of the output of NIST's programs (NBIS 5.0.0, wsq_encode_mem and wsq_decode_mem, x86-64, single precision
 * without fused operations). It is the oracle of these tests and independent of the code under test.
 */
export interface GeneratedVector {
  readonly width: number;
  readonly height: number;
  readonly bitsPerPixel: number;
  /**
   * Digest of the pixels of `ridges(width, height)`. If it differs, the picture has changed and the other digests do
   * not apply.
   */
  readonly pixels: string;
  /** Digest of the encoded file, 500 ppi. */
  readonly encoded: string;
  /** Digest of the pixels decoded from it. */
  readonly decoded: string;
}

const vector = (
  ...[width, height, bitsPerPixel, pixels, encoded, decoded]: [number, number, number, string, string, string]
) => ({ width, height, bitsPerPixel, pixels, encoded, decoded }) satisfies GeneratedVector;

export const GENERATED: readonly GeneratedVector[] = [
  vector(
    300,
    400,
    0.75,
    '9d5225e3a8082ae1d40f07234ba32e68bdff8ea7f9dafdb8216e0e72873122c0',
    '0deda2d547e99f241862a06d6259982953b47d6b58a1cab16560012610b1ed4a',
    '5d1cc18aa756697c6f24a31c18da20935a2019f1dffb480510f42c4b2d88feb6',
  ),
  vector(
    300,
    400,
    2.25,
    '9d5225e3a8082ae1d40f07234ba32e68bdff8ea7f9dafdb8216e0e72873122c0',
    '5864a306326b46ad5de2ee053c30ae922c32e4b16781d8529a3fe4b17f947f25',
    '8398e7c2f9640367859d628a1803656c22d3b4568c9ddc9c0b4e506ec635a5b9',
  ),
  vector(
    388,
    374,
    0.75,
    '77a5f1afdd22e3544b883107483374802e14abfb7816ee2adf5c18f97bdc7d11',
    'da9a7c5946eaebaea472e424c9722405cf8bf5a4215b74a2d039e4ed5a5c5e92',
    'f8fcbaaee8bdc365bb66e4ad6ad1e319297e1bf89249b3fcde051231d88cbcb4',
  ),
  vector(
    388,
    374,
    2.25,
    '77a5f1afdd22e3544b883107483374802e14abfb7816ee2adf5c18f97bdc7d11',
    'd6307559c126aa962ad044336b1ca5cfc4686317bd3f079aede8645d68708ee9',
    'd3bb6955f0eb0cefd881a3a473c42c3cc7d566beca9acc2a8a75915d090077d5',
  ),
  vector(
    301,
    257,
    0.75,
    'ebd5abccde7337323b8496028f476a15e93eabc74363457b74b042cac4ec621c',
    '0a6da89caa2022dc11c79f7581281b0c184609051b0ed4a998616633956db7d1',
    '17b64ec190b434096b30083af50bdff50c5a6c2b5be34529d0c0e79448b72a66',
  ),
  vector(
    301,
    257,
    2.25,
    'ebd5abccde7337323b8496028f476a15e93eabc74363457b74b042cac4ec621c',
    'a83d76df19b8de7e6b93003c268c0680fab3a72b2df92950663f0197593d8b9d',
    'c8e4bf7837c442a0bab3041acbc6f459eeb1167b2515d5e6610bada8f9a38804',
  ),
  vector(
    255,
    511,
    0.75,
    '75eda3245af47982c6d4aca1bcd43c02c0d084370c5a1e3295cdb3da50407981',
    'b7e8decbff71e7602cd479b5388ac0074edfdcdade8cf76cb6f257ad1929ff60',
    '81fdde63b6bfb25ef9c05fb93f727c7720ebdca29b9f21ad3cc111e75ff7f656',
  ),
  vector(
    255,
    511,
    2.25,
    '75eda3245af47982c6d4aca1bcd43c02c0d084370c5a1e3295cdb3da50407981',
    '275f9ebe96cb01672dfa1dcfd4c1327156128eade8a0d45b39204e9e943dd88e',
    '4c9448d6267699b179af187efe756af26f7e5c18dc7fb2a9bcffb40aca325ab3',
  ),
  vector(
    500,
    500,
    0.75,
    '08a2d43389f1491f9ebc6b312439ddedf4f982cdb653ec054c1a731dbacec581',
    'c7214b590caafff4415a119f368b33f4cd0c01ad281670ac3d8b402b4d14e7e7',
    '22b9959359c6ffb4e8bd90ac68c5ccd86b66ce4b26d1789f400f478aa895975c',
  ),
  vector(
    500,
    500,
    2.25,
    '08a2d43389f1491f9ebc6b312439ddedf4f982cdb653ec054c1a731dbacec581',
    '296d014b4ee4698d111dfb6a135bb7c7d3138cc8f02f83ab1f71bf2674d7d50d',
    '11ae9b2d69178f426ddc5124a9dbac13ff94952ce16e57cc9f046404a73f7efd',
  ),
  vector(
    161,
    199,
    0.75,
    'a6ac822d8457ce21d17c397109a1aed7132e012bc2404d1860eb1e621fec387f',
    'e52392b98ac34d8ff8abc16e6d37b69bc8a85ef494b00bb0bb7124d8764d361c',
    '73cba0bd0e79666117dd6e25c9d7568c350f2e7d133c8d5efe5fde61e04fc6fc',
  ),
  vector(
    161,
    199,
    2.25,
    'a6ac822d8457ce21d17c397109a1aed7132e012bc2404d1860eb1e621fec387f',
    '0d9c64c629b4b02a27a8f5cd245756c0d58e26ec69bd890b7b21de5d9ac5d001',
    '56e9cf37699de6fc78ba39daace098930e7d9b863e06d97766aa95fcd2dccce8',
  ),
];

/** Real files, by their path in the evaluation data: digests of the decoded pixels, one per image. */
export const REAL_FILES = {
  'finger/wsq/img.wsq': ['a6496d87d45e0ecd55d1e96a7911fd7a44d1fe7304c46424220c4ddc2866800e'],
  'finger/wsq/sample.wsq': ['9a264e44ae0d89aae020810e0fce755c69baa9c7eb8e3d3e67f256adb99eb1df'],
  'finger/wsq/wsq-original.wsq': ['4539664679be100b8b5c7f201187589181cc412f88bdfefc0175ef0da2895822'],
  'mrtd/bsi2008/Datagroup3.bin': [
    '93ec6a7669542e34c928105dd1d376a2fa798c89a86476da54e9862407295e69',
    'c2d1ffda8470be104a65d35f2e0099195f458f4893f38291c679d4f12e8a124a',
  ],
} as const;

/** The pixels decoded from a real file, encoded again at a bit rate and 500 ppi: digests of the new files. */
export const ENCODED_AGAIN = [
  ['finger/wsq/img.wsq', 0.75, '51dd9dfcad13432b8cf3acc275b131ae0e13e7f46a70894de61dbd6265cd3f90'],
  ['finger/wsq/img.wsq', 2.25, 'e057cf899547fd955dfaae40bbbd0e4a01d7685182373522a773676972cf8314'],
  ['finger/wsq/sample.wsq', 0.75, '61594034edf9163256e2c8e171a35e5fe5974ee0f2f46b0ce48bed8bbd3e3b9f'],
  ['finger/wsq/sample.wsq', 2.25, '00d2f2e9dc9eff1e1a11bca2d07246a7ec4df2e90def90fa1e1e0780b6904f02'],
  ['finger/wsq/wsq-original.wsq', 0.75, 'eedcec5a15b09bf0d4e26c6da2a0a6a5b8a1c494bc00f19747df6cd8cf214181'],
  ['finger/wsq/wsq-original.wsq', 2.25, 'b9898ad7e660e04ef922ec36b56fa99d6fe8b4a1418b986cd9cfedaf2d45a953'],
] as const;
