import { effect } from '@preact/signals-core';
import { afterEach, describe, expect, it } from 'vitest';
import { formatDate, formatNumber } from '../../../../server/console/languages/format.ts';
import { type Catalogue, plural, rich, shown, t, translated } from '../../../../server/console/languages/text.ts';

const FRENCH: Catalogue = {
  'Open ## state of a gate': 'Ouvert',
  '{count} lanes': { one: '{count} voie', other: '{count} voies' },
  '<b>{count}</b> of {site}': 'De {site} : <b>{count}</b>',
  Free: 'Libre',
};
const inFrench = () => (shown.value = { language: 'fr', catalogue: FRENCH });

afterEach(() => {
  shown.value = { language: 'en', catalogue: {} };
});

describe('texts', () => {
  it('are English without a translation, without the mark of their meaning', () => {
    expect(t('Open ## state of a gate')).toBe('Open');
    expect(t('Lane {lane} of {count}', { lane: '1200', count: 1_200 })).toBe('Lane 1200 of 1,200');
    inFrench();
    expect(t('Open ## state of a gate')).toBe('Ouvert');
    expect(t('Not translated')).toBe('Not translated');
  });

  it('keep what is no value, and write a value that looks like a placeholder as it is', () => {
    expect(t('{a} {b}', { a: '{b}' })).toBe('{b} {b}');
  });

  it('have the plural forms of the language', () => {
    const lanes = (count: number) => plural(count, '{count} lane', '{count} lanes');
    expect([0, 1, 2].map(lanes)).toEqual(['0 lanes', '1 lane', '2 lanes']);
    inFrench();
    expect([0, 1, 2, 1_000_000].map(lanes)).toEqual(['0 voie', '1 voie', '2 voies', '1\u202f000\u202f000 voies']);
  });

  it('place elements where the language has them', () => {
    const parts = { b: (inside: unknown) => [`[`, inside, `]`], count: 1_200, site: 'Terminal 1' };
    const flat = () => [rich('<b>{count}</b> of {site}', parts)].flat(9).map(String).join('');
    expect(flat()).toBe('[1,200] of Terminal 1');
    inFrench();
    expect(flat()).toBe('De Terminal 1 : [1\u202f200]');
  });

  it('of a table are read when they are used', () => {
    const table = translated({ free: 'Free', open: 'Open ## state of a gate' });
    const extended = translated({ open: 'Own' }, table);
    const seen: string[] = [];
    const stop = effect(() => void seen.push(table.free));
    inFrench();
    stop();
    expect(seen).toEqual(['Free', 'Libre']);
    expect({ ...extended }).toEqual({ free: 'Libre', open: 'Own' });
  });
});

describe('numbers and dates', () => {
  it('are written as the language writes them', () => {
    const noon = Date.UTC(2026, 10, 28, 12);
    const write = () => [formatNumber(1_234.5), formatDate(noon, { dateStyle: 'long', timeZone: 'UTC' })];
    expect(write()).toEqual(['1,234.5', '28 November 2026']);
    inFrench();
    expect(write()).toEqual(['1\u202f234,5', '28 novembre 2026']);
  });
});
