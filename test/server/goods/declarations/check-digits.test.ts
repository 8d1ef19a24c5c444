import { expect, it } from 'vitest';
import {
  isContainer,
  isEori,
  isGtin,
  isImoShip,
  isIoss,
  isLei,
  judgeMrn,
} from '../../../../server/goods/declarations/identifiers/check-digits.ts';

it.each([
  ['GTIN-13 of the GS1 General Specifications', isGtin, '6291041500213'],
  ['GTIN-8', isGtin, '96385074'],
  ['ISO 6346 container of the standard', isContainer, 'CSQU3054383'],
  ['IMO ship number', isImoShip, '9074729'],
  ['LEI of the Global LEI Foundation', isLei, '506700GE1G29325QX363'],
])('accepts a %s, and refuses it with another last digit', (_name, judge, text) => {
  expect(judge(text)).toBe(true);
  for (let digit = 0; digit < 10; digit += 1) {
    const other = text.slice(0, -1) + String(digit);
    if (other !== text) expect(judge(other)).toBe(false);
  }
});

it('judges the digit of a movement reference number apart from its form', () => {
  expect(judgeMrn('22GB6LSBPILA876A08')).not.toBe('no');
  const verdicts = Array.from({ length: 10 }, (_, digit) => judgeMrn(`22GB6LSBPILA876A0${digit}`));
  expect(verdicts.filter((verdict) => verdict === 'ok')).toHaveLength(1);
  expect(judgeMrn('22GB6LSBPILA876A0')).toBe('no');
});

it('accepts any EORI form and one form of import one-stop shop number', () => {
  expect([isEori('DE1'), isEori('D1'), isEori(`DE${'1'.repeat(16)}`)]).toEqual([true, false, false]);
  expect([isIoss('IM2760000001'), isIoss('IM276000000')]).toEqual([true, false]);
});
