/** Constants of the WSQ specification, IAFIS-IC-0110(V3), and additional limits of this implementation. */

/** Table 1: markers. */
export const START_OF_IMAGE = 0xffa0;
export const END_OF_IMAGE = 0xffa1;
export const START_OF_FRAME = 0xffa2;
export const START_OF_BLOCK = 0xffa3;
export const TRANSFORM_TABLE = 0xffa4;
export const QUANTISATION_TABLE = 0xffa5;
export const HUFFMAN_TABLE = 0xffa6;
export const COMMENT = 0xffa8;

/** Number of subbands with data; 60 to 63, the finest diagonal details, are always zero. */
export const CODED_SUBBANDS = 60;
export const SUBBANDS = 64;
/** First subbands of the second and third block: each block ends where the next begins. */
export const BLOCK_STARTS = [0, 19, 52, CODED_SUBBANDS] as const;

/**
 * Huffman symbols, table 4: 1 to 100 are runs of zeros, 107 to 254 are coefficients plus 180, and the others are
 * escapes followed by 8 or 16 bits.
 */
export const LONGEST_RUN_SYMBOL = 100;
export const POSITIVE_8_BIT = 101;
export const NEGATIVE_8_BIT = 102;
export const POSITIVE_16_BIT = 103;
export const NEGATIVE_16_BIT = 104;
export const RUN_8_BIT = 105;
export const RUN_16_BIT = 106;
export const LOWEST_COEFFICIENT_SYMBOL = 107;
export const HIGHEST_COEFFICIENT_SYMBOL = 254;
export const COEFFICIENT_OFFSET = 180;
export const LONGEST_CODE_BITS = 16;

/** Shortest side, px: below it a subband of the tree would have fewer than two rows. */
export const SHORTEST_SIDE_PX = 64;
/** Tables 0 to 7 may be defined. */
export const HUFFMAN_TABLES = 8;
/** Maximum number of tables and comments in a file. Real files have six. */
export const MAX_SEGMENTS = 64;
/** Maximum number of blocks of coefficients. Real files have three. Each block may need a new look-up table. */
export const MAX_BLOCKS = 16;
/** Longest accepted filter, taps. The standard's have 9 and 7. */
export const LONGEST_FILTER = 15;
/**
 * Smallest accepted taps and bins; the standard's smallest tap is 0.024. A processor is a hundred times slower on
 * denormal numbers, so a file must not be able to cause them.
 */
export const SMALLEST_TAP = 0.01;
export const LARGEST_TAP = 8;
export const SMALLEST_BIN = 0.001;
export const LARGEST_BIN = 65_535;
