import { describe, expect, it } from 'vitest';
import { certificateCountries } from '../../../../../kiosk/rules/document/trust/issuing-states.ts';

describe('the countries that may sign for an issuing state', () => {
  it.each([
    ['XOM', 'XO'],
    ['GBD', 'BM'],
    ['GBD', 'GB'],
    ['D', 'DE'],
    ['RKS', 'KS'],
    ['UNO', 'UN'],
    ['BMU', 'BM'],
  ])('for %s include %s', (state, country) => expect(certificateCountries(state)).toContain(country));

  it.each([
    ['XOM', 'SM', 'San Marino does not sign for the Order of Malta'],
    ['SMR', 'XO', 'nor the Order for San Marino'],
    ['GBR', 'BM', 'a territory does not sign for British citizens'],
    ['GBN', 'BM', 'nor for other British nationals'],
    ['BMU', 'GB', 'nor the other way round'],
    ['CHN', 'TW', 'one state does not sign for another'],
  ])('for %s do not include %s: %s', (state, country) => expect(certificateCountries(state)).not.toContain(country));

  it('for an unknown state are none', () => {
    expect(certificateCountries('ZZZ')).toEqual([]);
    expect(certificateCountries('')).toEqual([]);
  });
});
