import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BerError, type BerErrorCode } from '../../../hardware/ber/ber-error.ts';
import { childOf, descend, expectTag, findChild } from '../../../hardware/ber/find.ts';
import {
  type BerElement,
  CHIP_FILE_LIMITS,
  readBer,
  readBerSequence,
  readFirstBer,
} from '../../../hardware/ber/read.ts';
import { tlv } from '../../../hardware/ber/write.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const hex = (data: Uint8Array) => Buffer.from(data).toString('hex');
const codeOf = (run: () => unknown): BerErrorCode | 'none' => {
  try {
    run();
  } catch (error) {
    if (error instanceof BerError) return error.code;
    throw error;
  }
  return 'none';
};

/** Reads everything there is to read. */
function walk(element: BerElement): number {
  return element.constructed ? element.children().reduce((sum, child) => sum + walk(child), 1) : 1;
}

describe('reading a BER element', () => {
  it('returns tag, content and encoding as views', () => {
    const file = bytes('60 05 5f01 02 3137');
    const element = readBer(file);
    expect(element.tag).toBe(0x60);
    expect(hex(element.encoded)).toBe('60055f01023137');
    expect(element.content.buffer).toBe(file.buffer);
    expect(hex(childOf(element, 0x5f01).content)).toBe('3137');
  });

  it('reads long lengths', () => {
    const content = new Uint8Array(70_000).fill(7);
    expect(readBer(tlv(0x75, tlv(0x04, content))).children()[0]?.content.length).toBe(70_000);
  });

  it('reads nested indefinite lengths without the end markers', () => {
    const element = readBer(bytes('30 80 24 80 04 02 0102 04 01 03 0000 02 01 05 0000'));
    const [string, number] = element.children();
    expect(string?.children().map(({ content }) => hex(content))).toEqual(['0102', '03']);
    expect(number?.tag).toBe(0x02);
    expect(element.children()).toHaveLength(2);
  });

  it('ignores zero padding after the element and refuses other bytes', () => {
    expect(readBer(bytes('04 01 aa 0000')).content.length).toBe(1);
    expect(codeOf(() => readBer(bytes('04 01 aa 00 01')))).toBe('unexpected');
    expect(readFirstBer(bytes('04 01 aa 00 01')).encoded.length).toBe(3);
  });

  it('reads elements one after another', () => {
    expect(readBerSequence(bytes('80 01 01 81 00')).map(({ tag }) => tag)).toEqual([0x80, 0x81]);
    expect(readBerSequence(new Uint8Array())).toEqual([]);
  });

  it.each([
    ['nothing', '', 'truncated'],
    ['a tag alone', '30', 'truncated'],
    ['a tag that never ends', '5fff', 'truncated'],
    ['a tag of four bytes', '5fffffff01 00', 'limit-exceeded'],
    ['a length that ends early', '30 82 01', 'truncated'],
    ['a length of five bytes', '30 85 0000000001 00', 'limit-exceeded'],
    ['content that ends early', '04 02 01', 'truncated'],
    ['a length greater than any file', '04 84 ffffffff 00', 'truncated'],
    ['a primitive of indefinite length', '04 80 00 00', 'malformed'],
    ['an indefinite length without an end', '30 80 02 01 01', 'truncated'],
  ] as const)('refuses %s', (_what, data, code) => {
    expect(codeOf(() => readBer(bytes(data)))).toBe(code);
  });

  it('refuses children of a primitive', () => {
    expect(codeOf(() => readBer(bytes('04 00')).children())).toBe('unexpected');
  });
});

describe('the limits of reading BER', () => {
  const nested = (depth: number): Uint8Array<ArrayBuffer> => {
    let inner = tlv(0x30);
    for (let level = 1; level < depth; level++) inner = tlv(0x30, inner);
    return inner;
  };

  it('stop the reader at the maximum depth', () => {
    expect(walk(readBer(nested(CHIP_FILE_LIMITS.depth)))).toBe(CHIP_FILE_LIMITS.depth);
    expect(codeOf(() => walk(readBer(nested(CHIP_FILE_LIMITS.depth + 1))))).toBe('limit-exceeded');
  });

  it('stop the reader at the maximum number of elements', () => {
    const wide = (elements: number) => readBer(tlv(0x30, new Uint8Array(2 * elements)));
    const most = CHIP_FILE_LIMITS.elements - 1;
    expect(wide(most).children()).toHaveLength(most);
    expect(codeOf(() => wide(most + 1).children())).toBe('limit-exceeded');
  });

  it('are not used up by reading the same element again', () => {
    const element = readBer(tlv(0x30, new Uint8Array(2 * 15_000)));
    expect(element.children()).toBe(element.children());
  });

  it('stop the reader at the maximum size', () => {
    expect(codeOf(() => readBer(bytes('04 01 00'), { ...CHIP_FILE_LIMITS, bytes: 2 }))).toBe('limit-exceeded');
  });

  it('stop the reader at nested indefinite lengths', () => {
    expect(codeOf(() => readBer(Uint8Array.from({ length: 4_000 }, (_, at) => (at % 2 === 0 ? 0x30 : 0x80))))).toBe(
      'limit-exceeded',
    );
  });
});

describe('finding a BER element', () => {
  const element = readBer(bytes('30 07 a0 03 02 01 05 04 00'));

  it('descends along a path of tags', () => {
    expect(hex(descend(element, 0xa0, 0x02).content)).toBe('05');
    expect(findChild(element, 0x05)).toBeUndefined();
  });

  it('reports which element is missing', () => {
    expect(codeOf(() => descend(element, 0xa1))).toBe('unexpected');
    expect(codeOf(() => expectTag(element.children()[0], 0x30))).toBe('unexpected');
    expect(codeOf(() => expectTag(undefined, 0x30))).toBe('unexpected');
  });
});

describe('a BER reader given any bytes', () => {
  it('returns elements or throws a BerError, quickly', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (data) => {
        codeOf(() => walk(readBer(Uint8Array.from(data))));
      }),
      { numRuns: 3_000 },
    );
  });

  it('reads back what the writer wrote', () => {
    const tree = fc.letrec<{ node: Uint8Array }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        fc.uint8Array({ maxLength: 40 }).map((content) => tlv(0x04, content)),
        fc.array(tie('node'), { maxLength: 4 }).map((children) => tlv(0x7f61, ...children)),
      ),
    })).node;
    fc.assert(
      fc.property(tree, (written) => {
        const element = readBer(Uint8Array.from(written));
        expect(hex(rewrite(element))).toBe(hex(written));
      }),
      { numRuns: 500 },
    );
  });
});

function rewrite(element: BerElement): Uint8Array {
  return tlv(element.tag, ...(element.constructed ? element.children().map(rewrite) : [element.content]));
}
