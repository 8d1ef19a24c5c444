import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkpointText, parseCheckpoint } from '../../../../../server/platform/transparency/note/checkpoint.ts';

const ROOT = new Uint8Array(32).fill(3);
const TEXT = checkpointText({ origin: 'log.example', size: 1_000, root: ROOT });

describe('checkpoints', () => {
  test('have three lines', () => {
    expect(TEXT).toBe(`log.example\n1000\n${Buffer.from(ROOT).toString('base64')}\n`);
    expect(parseCheckpoint(TEXT)).toMatchObject({ origin: 'log.example', size: 1_000 });
    expect(parseCheckpoint(`${TEXT}extension\n`).size).toBe(1_000);
  });
  test.each([
    ['a leading zero', TEXT.replace('1000', '01000')],
    ['a plus sign', TEXT.replace('1000', '+1000')],
    ['a size past 2^53', TEXT.replace('1000', '9007199254740993')],
    ['no origin', TEXT.replace('log.example', '')],
    ['an empty line', `${TEXT}\n`],
    ['two lines', TEXT.split('\n').slice(0, 2).join('\n')],
    ['no last newline', TEXT.slice(0, -1)],
    ['a root of 31 bytes', `a\n1\n${Buffer.alloc(31).toString('base64')}\n`],
    ['a root that is not base64', 'a\n1\n****\n'],
    ['nothing', ''],
  ])('with %s are refused', (_name, text) => {
    expect(() => parseCheckpoint(text)).toThrow(expect.objectContaining({ code: 'malformed-checkpoint' }));
  });
  test('decode to the encoded checkpoint', () => {
    const sizes = fc.nat({ max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(sizes, fc.uint8Array({ minLength: 32, maxLength: 32 }), (size, root) => {
        const text = checkpointText({ origin: 'a', size, root });
        expect(checkpointText(parseCheckpoint(text))).toBe(text);
      }),
    );
  });
});
