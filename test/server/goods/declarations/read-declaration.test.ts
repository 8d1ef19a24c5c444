import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import fc from '../../../support/seeded-properties.ts';
import { MAX_ITEMS } from '../../../../server/goods/declarations/form/declaration.ts';
import { judgeDeclaration } from '../../../../server/goods/declarations/judge-declaration.ts';
import { LIMITS, REFUSAL_CODES } from '../../../../server/goods/declarations/message/refusal.ts';
import { readDeclaration } from '../../../../server/goods/declarations/read-declaration.ts';
import { RULES } from '../../../../server/goods/declarations/rules/rule-texts.ts';
import { B1, H1, H7, WCO_XML } from './fixtures/declarations.ts';

const EU = { jurisdiction: 'EU', today: '2026-11-28' } as const;
const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, format: 'json' | 'xml') => readDeclaration(bytes(text), format, EU);
const codeOf = (text: string, format: 'json' | 'xml') => {
  const result = read(text, format);
  return result.kind === 'refused' ? result.code : result.kind;
};
const nested = (depth: number) => `${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`;

/** A message of the data set H8: goods from Great Britain to Northern Ireland that are not at risk. */
const northern = (procedure: string, statement = 'NIREM') =>
  WCO_XML.replace(
    '<SequenceNumeric>1</SequenceNumeric>\n<Commodity>',
    `<SequenceNumeric>1</SequenceNumeric>
<AdditionalInformation><StatementCode>${statement}</StatementCode></AdditionalInformation>
<GovernmentProcedure><CurrentCode>${procedure}</CurrentCode></GovernmentProcedure>
<Commodity>`,
  );

describe('a message', () => {
  it('in XML is the same declaration as in JSON', () => {
    const [json, xml] = [read(JSON.stringify(H1), 'json'), read(WCO_XML, 'xml')];
    expect(xml).toMatchObject({ kind: 'judged', findings: [], valid: true });
    expect(xml.kind === 'judged' && xml.declaration).toEqual(json.kind === 'judged' && json.declaration);
  });

  it('in XML has the line of each finding', () => {
    const broken = WCO_XML.replace('<NetNetWeightMeasure>500<', '<NetNetWeightMeasure>5000<');
    const line = broken.split('\n').findIndex((text) => text.includes('NetNetWeight')) + 1;
    expect(read(broken, 'xml')).toMatchObject({ findings: [{ rule: 'R0223', line }] });
  });

  it('in XML reports an element that is not taken over', () => {
    const more = WCO_XML.replace('<Origin>', '<Gloss>text</Gloss><Origin>');
    expect(read(more, 'xml')).toMatchObject({ findings: [{ rule: 'xml-not-taken', pointer: '' }], valid: true });
  });

  it.each([
    ['xml', 'not-well-formed', WCO_XML.replace('</Declaration>', '')],
    ['xml', 'not-well-formed', WCO_XML.replace('<Declaration>', '<!-- a -- b --><Declaration>')],
    ['xml', 'not-well-formed', WCO_XML.replace('>LRN-1<', '>&lol;<')],
    ['xml', 'not-well-formed', WCO_XML.replace('currencyID="EUR"', 'currencyID="EUR" currencyID="USD"')],
    ['xml', 'not-well-formed', WCO_XML.replace('>LRN-1<', '>\u0000<')],
    ['xml', 'doctype', `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${nested(1)}`],
    ['xml', 'processing-instruction', `<?a b?>${nested(1)}`],
    ['xml', 'too-deep', nested(100_000)],
    ['xml', 'too-large', `<a>${'x'.repeat(LIMITS.bytes)}</a>`],
    ['xml', 'too-large', `<a>${'x'.repeat(LIMITS.textCharacters + 1)}</a>`],
    ['xml', 'too-many-parts', `<a ${Array.from({ length: 17 }, (_, at) => `a${at}="1"`).join(' ')}/>`],
    ['xml', 'not-a-declaration', nested(2)],
    ['xml', 'not-an-original', WCO_XML.replace('>9<', '>13<')],
    ['xml', 'data-set-not-taken', WCO_XML.replace('<CurrentCode>40<', '<CurrentCode>53<')],
    ['xml', 'data-set-not-taken', northern('1SP')],
    ['xml', 'data-set-not-taken', northern('1EL')],
    ['json', 'not-well-formed', '{"dataSet":"H1"'],
    ['json', 'not-well-formed', ''],
    ['json', 'duplicate-name', '{"dataSet":"H1","lrn":"a","lr\\u006e":"b"}'],
    ['json', 'too-deep', '['.repeat(1_000_000)],
    ['json', 'too-large', `"${'x'.repeat(LIMITS.bytes)}"`],
    ['json', 'too-large', `{"dataSet":"H7","grossMass":"1.${'0'.repeat(LIMITS.textCharacters)}"}`],
    ['json', 'too-large', `{"dataSet":"H7","${'a'.repeat(LIMITS.nameCharacters + 1)}":1}`],
    [
      'json',
      'too-many-parts',
      JSON.stringify(Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`a${at}`, 1]))),
    ],
    ['json', 'too-many-parts', `[${'1,'.repeat(2 * LIMITS.parts)}1]`],
    ['xml', 'too-many-parts', `<a>${'<b/>'.repeat(LIMITS.elements)}</a>`],
    ['xml', 'too-large', `<a b="${'x'.repeat(LIMITS.textCharacters + 1)}"/>`],
  ] as const)('in %s is refused as %s (case %#)', (format, code, text) => {
    expect(codeOf(text, format)).toBe(code);
  });

  it('of the most items of the form is judged, in both formats', () => {
    const goods = Array.from({ length: MAX_ITEMS }, (_, at) => ({
      number: String(at + 1),
      grossMass: '1',
      origin: 'US',
    }));
    const json = read(JSON.stringify({ dataSet: 'H7', goods }), 'json');
    expect(json.kind === 'judged' && json.declaration?.goods?.length).toBe(MAX_ITEMS);
    const items = '<GovernmentAgencyGoodsItem><SequenceNumeric>1</SequenceNumeric></GovernmentAgencyGoodsItem>';
    const xml = read(WCO_XML.replace('<Importer>', `${items.repeat(MAX_ITEMS - 1)}<Importer>`), 'xml');
    expect(xml.kind === 'judged' && xml.declaration?.goods?.length).toBe(MAX_ITEMS);
    const more = read(WCO_XML.replace('<Importer>', `${items.repeat(MAX_ITEMS)}<Importer>`), 'xml');
    expect(more.kind === 'judged' && more.findings).toContainEqual(
      expect.objectContaining({ rule: 'CDS10003', pointer: '/goods' }),
    );
  });

  it('with an object of 130,000 unknown names is judged where it has not been read from JSON', () => {
    const names = Object.fromEntries(Array.from({ length: 130_000 }, (_, at) => [`a${at}`, 1]));
    expect(judgeDeclaration({ ...names, dataSet: 'H7' }, EU).findings).toContainEqual(
      expect.objectContaining({ rule: 'CDS10002' }),
    );
  });

  it.each([
    ['1SP', 'NIDOM'],
    ['1RD', 'NIREM'],
  ])('is not taken for one of Northern Ireland with %s and %s', (procedure, statement) => {
    expect(codeOf(northern(procedure, statement), 'xml')).not.toBe('data-set-not-taken');
  });

  it('is refused when it is not UTF-8', () => {
    const result = readDeclaration(new Uint8Array([0x7b, 0xff, 0x7d]), 'json', EU);
    expect(result).toEqual({ kind: 'refused', code: 'not-utf8' });
  });

  it('cannot reach the prototype of objects', () => {
    const result = read('{"dataSet":"H1","__proto__":{"lrn":"a"},"constructor":"b"}', 'json');
    expect(result).toMatchObject({ kind: 'judged', valid: false });
    expect(result.kind === 'judged' && result.findings.map(({ rule }) => rule)).toContain('CDS10002');
    expect(Object.hasOwn(Object.prototype, 'lrn')).toBe(false);
  });
});

describe('10,000 mutated messages', () => {
  const messages = [H1, H7, B1].map((content) => ['json', JSON.stringify(content)] as const);
  const originals = fc.constantFrom(...messages, ['xml', WCO_XML] as const);
  const piece = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('"', '<', '{', ']', '9'.repeat(40), '&#0;', '__proto__'),
  );
  const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat(40), piece });

  it('end in findings of known rules or in a coded refusal, and nothing throws', () => {
    fc.assert(
      fc.property(originals, fc.array(change, { minLength: 1, maxLength: 4 }), ([format, original], changes) => {
        let text = original;
        for (const { at, cut, piece } of changes) {
          const from = Math.floor(at * text.length);
          text = text.slice(0, from) + piece + text.slice(from + cut);
        }
        const result = read(text, format);
        if (result.kind === 'refused') return REFUSAL_CODES.includes(result.code);
        const known = result.findings.every(({ rule }) => Object.hasOwn(RULES, rule));
        // The values taken over are a declaration by the same form
        const again =
          result.declaration === undefined || judgeDeclaration(result.declaration, EU).declaration !== undefined;
        return known && again && (result.declaration !== undefined || result.findings.length > 0);
      }),
      { numRuns: 10_000 },
    );
  });

  it('of any JSON value end the same way', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('H1', 'H7', 'B1'), (value, dataSet) => {
        const content =
          typeof value === 'object' && !Array.isArray(value) ? { ...value, dataSet, goods: [value] } : value;
        const { declaration, findings } = judgeDeclaration(content, EU);
        return declaration !== undefined || findings.length > 0;
      }),
      { numRuns: 2_000 },
    );
  });
});

/**
 * Messages and schema of a national system (github.com/hmrc/customs-declarations, `public/api/conf/3.0`), which this project does not hold: the
 * variable names the folder.
 */
const named = process.env['POSTERN_DMS_EXAMPLES'];
const national = named !== undefined && existsSync(named) ? named : undefined;

describe.skipIf(national === undefined)('the national examples', () => {
  const root = national ?? '';
  // The body also runs when the tests are skipped
  const all = national === undefined ? [] : readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' });
  const files = all.filter((file) => file.endsWith('.xml'));
  const declarations = files
    .map((file) => ({ file, text: readFileSync(join(root, 'examples', file)) }))
    .filter(({ text }) => /DocumentMetaData-DMS:2/.test(text.toString()) && /DEC-DMS:2/.test(text.toString()));
  const judgedAs = (name: string, context: { readonly today: string }) => {
    const one = declarations.find(({ file }) => file.endsWith(`${name}.xml`));
    const result = readDeclaration(one?.text ?? new Uint8Array(), 'xml', {
      jurisdiction: 'GB',
      ...context,
      isRegistered: (id) => (id === 'GB953202734852' ? false : undefined),
    });
    return result.kind === 'judged'
      ? result.findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)
      : [];
  };

  it('are refused as malformed exactly where xmllint refuses them', () => {
    const malformed = declarations
      .filter(({ file }) => !isWellFormed(join(root, 'examples', file)))
      .map(({ file }) => file);
    const refused = declarations.filter(({ text }) => {
      const result = readDeclaration(text, 'xml', EU);
      return result.kind === 'refused' && result.code === 'not-well-formed';
    });
    expect(malformed).toHaveLength(3);
    expect(refused.map(({ file }) => file)).toEqual(malformed);
  });

  it('have no finding about form or code lists when the schema accepts them', () => {
    const formal = declarations.flatMap(({ file, text }) => {
      const result = readDeclaration(text, 'xml', { jurisdiction: 'GB', today: '2026-11-28' });
      const rules = result.kind === 'judged' ? result.findings.map(({ rule }) => rule) : [];
      return rules
        .filter((rule) => ['CDS10002', 'CDS10003', 'CDS10010', 'CDS10020'].includes(rule))
        .map((rule) => `${file} ${rule}`);
    });
    expect(formal).toEqual([]);
    expect(declarations.length).toBeGreaterThan(300);
  });

  it.each([
    ['TT_IM001b', '2022-03-22', 'CDS12005'],
    ['TT_IM014a', '2022-08-26', 'CDS12016'],
    ['TT_IM031a', '2023-07-05', 'CDS12056'],
    ['TT_IM063a', '2023-08-21', 'CDS12056'],
    ['TT_IM116a', '2023-08-21', 'CDS12056'],
    ['TT_IM047a', '2025-02-14', 'CDS12145'],
  ])('%s ends with the rule that the national system named', (name, today, rule) => {
    expect(judgedAs(name, { today })).toContain(rule);
  });

  it('TT_IM124a is valid under British law', () => {
    expect(judgedAs('Step1_TT_IM124a', { today: '2026-11-28' })).toEqual([]);
  });
});

function isWellFormed(path: string): boolean {
  try {
    execFileSync('xmllint', ['--noout', path], { stdio: 'ignore' });
    return true;
  } catch (error) {
    // Without the program (libxml2-utils) nothing is known
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw error;
    return false;
  }
}
