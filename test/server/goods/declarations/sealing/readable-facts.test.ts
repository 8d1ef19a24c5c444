import { describe, expect, it } from 'vitest';
import { factsOf, factsSchema, withFindings } from '../../../../../server/goods/declarations/sealing/readable-facts.ts';
import { judgeDeclaration } from '../../../../../server/goods/declarations/judge-declaration.ts';
import { changed, H1, H7 } from '../fixtures/declarations.ts';

const facts = (content: unknown) => {
  const { declaration, findings } = judgeDeclaration(content, { jurisdiction: 'EU', today: '2026-11-28' });
  return factsSchema.parse(factsOf(declaration, findings, 'json'));
};

describe('the readable facts of a declaration', () => {
  it('are the data set, the channel, the chapters and bands', () => {
    expect(facts(H1)).toEqual({
      ...{ format: 'json', dataSet: 'H1', state: 'accepted', channel: 'green', findings: [], chapters: ['01'] },
      ...{ items: '1', value: 'under-10000', mass: 'under-1000' },
    });
    expect(facts(H7)).toMatchObject({ chapters: ['61'], value: 'under-150', mass: 'unknown' });
  });

  it('name each chapter once, in order', () => {
    const item = H1.goods[0];
    const goods = ['610510', '010121', '010129'].map((hs) => ({ ...item, commodity: { hs } }));
    expect(facts(changed(H1, { '/goods': goods })).chapters).toEqual(['01', '61']);
  });

  it('describe a rejected declaration when a finding is an error', () => {
    expect(facts(changed(H1, { '/lrn': undefined }))).toMatchObject({ state: 'rejected', channel: null });
    expect(facts({ dataSet: 'X' })).toMatchObject({ state: 'rejected', dataSet: null, items: 'none' });
  });

  it('send a declaration with a warning to an officer', () => {
    const warned = facts(changed(H1, { '/transport/containers/0/id': 'CSQU3054384' }));
    expect(warned).toMatchObject({ state: 'accepted', channel: 'orange' });
  });

  it('do not send a declaration with a notice only to an officer', () => {
    const noticed = facts(H7);
    expect(noticed.findings).toMatchObject([{ rule: 'h7-duty', severity: 'notice' }]);
    expect(noticed).toMatchObject({ state: 'accepted', channel: 'green' });
    const warning = { rule: 'no-rates', severity: 'warning', pointer: '/goods' } as const;
    expect(withFindings(noticed, [warning]).channel).toBe('orange');
    expect(withFindings(noticed, [{ ...warning, rule: 'h7-duty', severity: 'notice' }]).channel).toBe('green');
  });

  it.each([
    ['149.99', 'under-150'],
    ['150', 'under-1000'],
    ['100000', '100000-or-more'],
  ])('place an invoice of %s euros', (amount, value) => {
    const content = changed(H1, { '/invoice/amount': amount });
    expect(facts(content).value).toBe(value);
  });

  it('never contain a value of the declaration', () => {
    const text = JSON.stringify(
      facts(changed(H1, { '/lrn': 'CANARY-LRN', '/importer/id': 'XXCANARY', '/canary': 'x' })),
    );
    expect(text.toLowerCase()).not.toContain('canary');
  });
});
