import { describe, expect, it } from 'vitest';
import { fitsBeside } from '../../../../server/platform/access/separation.ts';
import { duty, HOUR_MS, NOON } from './fixtures/principals.ts';

describe('a duty beside others of the same person', () => {
  it.each([
    ['a supervisor beside an officer', duty('supervisor'), duty('officer'), true],
    ['a second term of the same role', duty('auditor'), duty('auditor'), true],
    ['an officer beside an auditor', duty('officer'), duty('auditor'), false],
    ['an administrator beside an officer', duty('administrator'), duty('officer'), false],
    ['a privacy officer beside a supervisor', duty('privacy-officer'), duty('supervisor'), false],
    ['a partner beside any other role', duty('partner'), duty('officer'), false],
  ])('%s', (_name, one, other, fits) => {
    expect(fitsBeside(one, [other])).toBe(fits);
    expect(fitsBeside(other, [one])).toBe(fits);
  });
  it('may follow an incompatible one, without an overlap of a millisecond', () => {
    const officer = duty('officer', { validUntil: NOON });
    expect(fitsBeside(duty('auditor', { validFrom: NOON }), [officer])).toBe(true);
    expect(fitsBeside(duty('auditor', { validFrom: NOON - 1 }), [officer])).toBe(false);
    expect(
      fitsBeside(duty('auditor', { validFrom: NOON - 99 * HOUR_MS, validUntil: officer.validFrom }), [officer]),
    ).toBe(true);
  });
  it('must be compatible with each of them', () => {
    expect(fitsBeside(duty('supervisor'), [duty('officer'), duty('auditor')])).toBe(false);
  });
});
