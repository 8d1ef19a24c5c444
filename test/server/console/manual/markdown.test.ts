import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Block } from '../../../../server/console/manual/blocks.ts';
import { parseMarkdown } from '../../../../server/console/manual/markdown.ts';

const parse = (text: string) => parseMarkdown(text, (source) => `/at/${source}`);

describe('manual page', () => {
  test('has headings with the ids of GitHub, also for equal headings', () => {
    const ids = parse('# A lane, stolen\n\n## Next\n\n## Next\n').map((block) => (block as { id: string }).id);
    expect(ids).toEqual(['a-lane-stolen', 'next', 'next-1']);
  });
  test('has text, emphasis, code and lists', () => {
    expect(parse('Press *Take* (`t`) **now**.\n\n1. one\n2. two\n')).toEqual([
      {
        kind: 'paragraph',
        inside: [
          'Press ',
          { kind: 'em', inside: ['Take'] },
          ' (',
          { kind: 'code', inside: ['t'] },
          ') ',
          { kind: 'strong', inside: ['now'] },
          '.',
        ],
      },
      {
        kind: 'list',
        ordered: true,
        items: [[{ kind: 'paragraph', inside: ['one'] }], [{ kind: 'paragraph', inside: ['two'] }]],
      },
    ]);
  });
  test('has tables', () => {
    expect(parse('| act | alone |\n| --- | --- |\n| watch | yes |\n')).toEqual([
      { kind: 'table', head: [['act'], ['alone']], rows: [[['watch'], ['yes']]] },
    ]);
  });
  test('takes a picture out of its paragraph', () => {
    expect(parse('![A lane](lane.webp)')).toEqual([{ kind: 'picture', address: '/at/lane.webp', words: 'A lane' }]);
  });
  test('links to manuals, places and https addresses, and to nothing else', () => {
    const text = [
      '[a](keys.md)',
      '[b](../../server/main/guide/keys.md#a-theft)',
      '[c](#here)',
      '[d](https://example.org)',
      '[e](javascript:alert(1))',
      '[f](../access/README.md)',
      '[g](http://example.org)',
      '[h](data:text/html,x)',
    ].join('\n\n');
    const targets = parse(text).map((block) => (block as { inside: readonly unknown[] }).inside[0]);
    expect(targets).toEqual([
      { kind: 'link', to: { manual: 'keys' }, inside: ['a'] },
      { kind: 'link', to: { manual: 'keys', place: 'a-theft' }, inside: ['b'] },
      { kind: 'link', to: { place: 'here' }, inside: ['c'] },
      { kind: 'link', to: { address: 'https://example.org' }, inside: ['d'] },
      'e',
      'f',
      'g',
      'h',
    ]);
  });
  test('leaves HTML out', () => {
    expect(JSON.stringify(parse('<script>alert(1)</script>\n\ntext <img src=x onerror=alert(1)> end'))).not.toMatch(
      /<|onerror/,
    );
  });
  test('is made from any text, and has only the known kinds of blocks', () => {
    const kinds = new Set<Block['kind']>(['heading', 'paragraph', 'list', 'table', 'code', 'picture']);
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom('# a', '- b', '  - c', '| a | b |', '| --- | --- |', '```', '![x](y)', '> q', '---', '<b>x</b>'),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        expect(parse(lines.join('\n')).every(({ kind }) => kinds.has(kind))).toBe(true);
      }),
    );
  });
});
