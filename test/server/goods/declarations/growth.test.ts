import { describe, expect, it } from 'vitest';
import { judgeDeclaration } from '../../../../server/goods/declarations/judge-declaration.ts';
import { LIMITS } from '../../../../server/goods/declarations/message/refusal.ts';
import { readDeclaration } from '../../../../server/goods/declarations/read-declaration.ts';
import { growthOf } from '../../../support/growth.ts';
import { H7, WCO_XML } from './fixtures/declarations.ts';

const EU = { jurisdiction: 'EU', today: '2026-11-28' } as const;
/** With room for the rest of the message. */
const MAX_BYTES = LIMITS.bytes - 8_192;
const bytes = (text: string) => new TextEncoder().encode(text);
/** Whole pieces in `size` bytes; a number in place of `#` makes names differ. */
const filled = (piece: string, size: number) => {
  const count = Math.floor(size / (bytes(piece).length + (piece.includes('#') ? 5 : 0)));
  return Array.from({ length: count }, (_, index) => piece.replace('#', String(index))).join('');
};
const json = (rest: string) => bytes(`{"dataSet":"H7",${rest}}`);
const inItem = (more: string) => bytes(WCO_XML.replace('<Origin>', `${more}<Origin>`));
const inCommodity = (more: string) => bytes(WCO_XML.replace('<GoodsMeasure>', `${more}<GoodsMeasure>`));

/** Texts that have cost more than their length in some parser. */
const TEXTS = [
  ['zeros with an end', (size: number) => `1.${'0'.repeat(size)}1`],
  ['zeros in front', (size: number) => `${'0'.repeat(size)}x`],
  ['groups of thousands', (size: number) => `${'1 000'.repeat(size / 5)}x`],
  ['commas', (size: number) => `1${',1'.repeat(size / 2)}`],
  ['spaces', (size: number) => `a${' '.repeat(size)}b`],
  ['capitals', (size: number) => `DE${'A-'.repeat(size / 2)}!`],
  ['marks in falling order', (size: number) => `a${'\u0315'.repeat(size / 4)}${'\u0327'.repeat(size / 4)}`],
] as const;

const JSONS: readonly (readonly [string, (size: number) => Uint8Array])[] = [
  ['escaped quotation marks without an end', (size) => bytes(`"${'\\"'.repeat(size / 2)}`)],
  ['unknown names', (size) => json(filled('"a#":1,', size) + '"z":1')],
  ['objects with unknown names', (size) => json(`"goods":[${filled('{"a":1,"b":2,"c":3},', size)}{}]`)],
  [
    'ambiguous numbers under a long name',
    (size) => json(`"${'k'.repeat(size / 2)}":[${filled('{"amount":"1,234"},', size / 2)}{}]`),
  ],
  ['ambiguous numbers', (size) => json(`"goods":[${filled('{"netMass":"1,234"},', size)}{}]`)],
  ['packages', (size) => json(`"goods":[${filled('{"packaging":[{"count":"0","marks":"#"}]},', size)}{}]`)],
  ['references', (size) => json(`"goods":[${filled('{"ucr":"#"},', size)}{}]`)],
  ['brackets', (size) => json(`"goods":[${filled('[],', size)}[]]`)],
  [
    'stacked marks in many texts',
    (size) => json(`"goods":[${filled(`{"description":"a${'\u0315'.repeat(500)}${'\u0327'.repeat(500)}"},`, size)}{}]`),
  ],
];

const XMLS: readonly (readonly [string, (size: number) => Uint8Array])[] = [
  [
    'classifications',
    (size) =>
      inCommodity(
        filled('<Classification><ID>A</ID><IdentificationTypeCode>TRA</IdentificationTypeCode></Classification>', size),
      ),
  ],
  ['empty elements', (size) => inItem(filled('<a/>', size))],
  ['attributes', (size) => inItem(`<a ${filled('a#="" ', size)}/>`)],
  ['origins', (size) => inItem(filled('<Origin><CountryCode>US</CountryCode></Origin>', size))],
  ['documents', (size) => inItem(filled('<PreviousDocument><ID>A</ID></PreviousDocument>', size))],
  [
    'procedures',
    (size) => inItem(filled('<GovernmentProcedure><CurrentCode>000</CurrentCode></GovernmentProcedure>', size)),
  ],
  [
    'items',
    (size) => bytes(WCO_XML.replace('<Importer>', `${filled('<GovernmentAgencyGoodsItem/>', size)}<Importer>`)),
  ],
  ['references to characters', (size) => inItem(`<Description>${filled('&amp;', size)}</Description>`)],
  ['comments', (size) => inItem(filled('<!--a-->', size))],
  ['sections of characters', (size) => inItem(`<Description>${filled('<![CDATA[]]>', size)}</Description>`)],
  [
    'numbers with zeros',
    (size) =>
      inItem(filled(`<GoodsMeasure><GrossMassMeasure>1.${'0'.repeat(4_000)}1</GrossMassMeasure></GoodsMeasure>`, size)),
  ],
];

describe('the time to judge a declaration grows with its length alone', () => {
  it.each(JSONS)('in JSON, of %s', async (_name, make) => {
    expect(await growthOf(make, MAX_BYTES, (message) => readDeclaration(message, 'json', EU))).toEqual({
      kind: 'linear',
    });
  });

  it.each(XMLS)('in XML, of %s', async (_name, make) => {
    expect(await growthOf(make, MAX_BYTES, (message) => readDeclaration(message, 'xml', EU))).toEqual({
      kind: 'linear',
    });
  });

  it.each(TEXTS)('whatever leaf it has, of %s', async (_name, make) => {
    // As the trader's page and program judge, without the limits of messages
    const everywhere = (text: string) => ({
      ...H7,
      grossMass: text,
      ucr: text,
      acceptanceDate: text,
      declarant: { id: text, name: text },
      goods: [
        {
          commodity: { hs: text },
          amount: { amount: text, currency: text },
          description: text,
          packaging: [{ count: text }],
        },
      ],
    });
    expect(
      await growthOf(
        (size) => everywhere(make(size)),
        60_000,
        (content) => judgeDeclaration(content, EU),
      ),
    ).toEqual({ kind: 'linear' });
  });
});
