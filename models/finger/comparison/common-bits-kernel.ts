/**
 * Counts the common bits of pairs of rows with a WebAssembly module of one function, which is assembled here from
 * named instructions. JavaScript has no instruction that counts bits and takes several times as long.
 */

const WORD_BYTES = 8;
/** Size of one page of the module's memory, bytes. */
const PAGE_BYTES = 65_536;
/** Number of addresses per pair, and the order of the counts of a pair. */
const PAIR_WORDS = 2;
export const COUNTS = { bits: 0, bitsOfOne: 1, bitsOfOther: 2, valid: 3, each: 4 } as const;

/** Two sides of rows. Each row has bits and a mask of the valid ones. */
export interface CommonBitsKernel {
  /** Sets the rows of a side: int32 [rows, words] each. Throws RangeError when there are too many. */
  put(side: 'one' | 'other', bits: Int32Array, valid: Int32Array): void;
  /** Adds a pair of rows to compare. Throws RangeError beyond `pairsMost`. */
  addPair(rowOfOne: number, rowOfOther: number): void;
  /**
   * int32 [pairs added since the last call, COUNTS.each]: bits set in both; set in `one` where `other` is valid; set
   * in `other` where `one` is valid; valid in both. The array is reused by the next call.
   */
  count(): Int32Array;
  /** Zeroes all rows and pairs. */
  wipe(): void;
}

/**
 * @param words 32-bit words per row, an even number
 * @param rowsMost maximum number of rows per side
 */
export function createCommonBitsKernel(words: number, rowsMost: number): CommonBitsKernel {
  if (words % 2 !== 0) throw new RangeError('a row must have an even number of words');
  const rowBytes = 4 * words;
  const block = rowsMost * rowBytes;
  const pairsMost = rowsMost * rowsMost;
  const listAt = 4 * block;
  const countsAt = listAt + 4 * PAIR_WORDS * pairsMost;
  const bytes = countsAt + 4 * COUNTS.each * pairsMost;
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(assemble(words / 2, block)), { host: { memory } });
  const { count: run } = instance.exports as { count: (list: number, pairs: number, to: number) => void };
  const half = (at: number): Int32Array => new Int32Array(memory.buffer, at * block, block / 4);
  const sides = { one: { bits: half(0), valid: half(1) }, other: { bits: half(2), valid: half(3) } };
  const list = new Int32Array(memory.buffer, listAt, PAIR_WORDS * pairsMost);
  const counts = new Int32Array(memory.buffer, countsAt, COUNTS.each * pairsMost);
  let pairs = 0;
  return {
    put(side, bits, valid) {
      sides[side].bits.set(bits);
      sides[side].valid.set(valid);
    },
    addPair(rowOfOne, rowOfOther) {
      if (pairs === pairsMost) throw new RangeError(`at most ${pairsMost} pairs`);
      list[PAIR_WORDS * pairs] = rowOfOne * rowBytes;
      list[PAIR_WORDS * pairs + 1] = 2 * block + rowOfOther * rowBytes;
      pairs++;
    },
    count() {
      const counted = pairs;
      pairs = 0;
      run(listAt, counted, countsAt);
      return counts.subarray(0, COUNTS.each * counted);
    },
    wipe() {
      pairs = 0;
      new Uint8Array(memory.buffer).fill(0);
    },
  };
}

const I32 = 0x7f;
const NO_RESULT = 0x40;
/** Parameters and locals of `count`, by their index. */
const LOCAL = { list: 0, pairs: 1, to: 2, one: 3, other: 4 } as const;

const END = 0x0b;
const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const i32 = (value: number): number[] => [0x41, ...signed(value)];
const ADD = 0x6a;
const increase = (local: number, by: number): number[] => [...get(local), ...i32(by), ADD, ...set(local)];
const loadWord = (offset: number): number[] => [0x28, 2, ...unsigned(offset)];
const loadLong = (offset: number): number[] => [0x29, 3, ...unsigned(offset)];
const AND_LONG = 0x83;
const COUNT_BITS = 0x7b;
const ADD_LONG = 0x7c;
const SHORTEN = 0xa7;
const store = (offset: number): number[] => [0x36, 2, ...unsigned(offset)];
const loop = (...body: number[]): number[] => [0x03, NO_RESULT, ...body, END];
const againUnlessZero = (local: number): number[] => [...get(local), 0x0d, 0];
const returnIfZero = (local: number): number[] => [...get(local), 0x45, 0x04, NO_RESULT, 0x0f, END];

/**
 * `count(list, pairs, to)`: address of the list of pairs, number of pairs, and address for the counts. `valid`: offset
 * from the bits of a row to its mask.
 */
function assemble(longWords: number, valid: number): Uint8Array<ArrayBuffer> {
  const bits = 0;
  const common = (ofOne: number, ofOther: number): number[] =>
    Array.from({ length: longWords }, (_, at) => [
      ...[...get(LOCAL.one), ...loadLong(ofOne + at * WORD_BYTES)],
      ...[...get(LOCAL.other), ...loadLong(ofOther + at * WORD_BYTES)],
      ...[AND_LONG, COUNT_BITS],
      ...(at === 0 ? [] : [ADD_LONG]),
    ]).flat();
  const keep = (count: number, ofOne: number, ofOther: number): number[] => [
    ...get(LOCAL.to),
    ...common(ofOne, ofOther),
    SHORTEN,
    ...store(4 * count),
  ];
  const eachPair = [
    ...[...get(LOCAL.list), ...loadWord(0), ...set(LOCAL.one)],
    ...[...get(LOCAL.list), ...loadWord(4), ...set(LOCAL.other)],
    ...keep(COUNTS.bits, bits, bits),
    ...keep(COUNTS.bitsOfOne, bits, valid),
    ...keep(COUNTS.bitsOfOther, valid, bits),
    ...keep(COUNTS.valid, valid, valid),
    ...increase(LOCAL.list, 4 * PAIR_WORDS),
    ...increase(LOCAL.to, 4 * COUNTS.each),
    ...increase(LOCAL.pairs, -1),
    ...againUnlessZero(LOCAL.pairs),
  ];
  const locals = [1, 2, I32];
  const code = [...locals, ...returnIfZero(LOCAL.pairs), ...loop(...eachPair), END];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(SECTION.types, [1, 0x60, 3, I32, I32, I32, 0]),
    ...section(SECTION.imports, [1, ...name('host'), ...name('memory'), 0x02, 0x00, 1]),
    ...section(SECTION.functions, [1, 0]),
    ...section(SECTION.exports, [1, ...name('count'), 0x00, 0]),
    ...section(SECTION.code, [1, ...unsigned(code.length), ...code]),
  ]);
}

const SECTION = { types: 1, imports: 2, functions: 3, exports: 7, code: 10 } as const;
const section = (id: number, content: readonly number[]): number[] => [id, ...unsigned(content.length), ...content];
const name = (text: string): number[] => [text.length, ...Buffer.from(text, 'ascii')];

/** LEB128. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: number): number[] {
  return value >= -64 && value < 64 ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)];
}
