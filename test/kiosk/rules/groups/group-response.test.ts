import { iso31661 } from 'iso-3166';
import { describe, expect, it } from 'vitest';
import { groupOf, type GroupFacts, groupResponse } from '../../../../kiosk/rules/groups/group-response.ts';
import { issuingRegion } from '../../../../kiosk/rules/groups/issuing-region.ts';
import { GROUP_ATTRIBUTES, GROUPS } from '../../../../server/contract/group-counts.ts';
import { RESPONSE_EPSILON, responseProbabilities } from '../../../../server/contract/randomised-response.ts';

const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const NOW = Date.UTC(2026, 10, 29);
const SECRET = new Uint8Array(32).fill(9);
const facts = (over: Partial<GroupFacts> = {}): GroupFacts => ({
  issuingState: 'D',
  dateOfBirth: ascii('8408127'),
  sex: 'F'.charCodeAt(0),
  ...over,
});
/** Different documents. */
const subject = (at: number) => ascii(`document ${at}`);

describe('the group of a traveller', () => {
  it('follows from the zone', () => {
    const sexOf = (sex: string) => groupOf('sex', facts({ sex: sex.charCodeAt(0) }), NOW);
    expect(['F', 'M', 'X', '<'].map(sexOf)).toEqual(['female', 'male', 'unspecified', 'unspecified']);
    const ageOf = (born: string) => groupOf('age', facts({ dateOfBirth: ascii(born) }), NOW);
    // The day before and the day of the 18th and 65th birthday; a missing day and month; no date
    const born = ['0811300', '0811290', '6111300', '6111290', '84<<<<0', '<<<<<<0', '841399<'];
    expect(born.map(ageOf)).toEqual([
      'under-18',
      '18-to-34',
      '50-to-64',
      '65-and-over',
      '35-to-49',
      'unknown',
      'unknown',
    ]);
  });

  it('has a region for each state of ISO 3166-1, and none for organisations and the stateless', () => {
    const codes = iso31661.map(({ alpha3 }) => (alpha3 === 'DEU' ? 'D' : alpha3));
    expect(codes.filter((code) => issuingRegion(code) === 'other')).toEqual(['ATA']);
    expect(['UNO', 'XXA', 'XPO', 'UTO', '', 'constructor'].map(issuingRegion)).toEqual(Array(6).fill('other'));
  });
});

describe('the randomised answer', () => {
  it('is the same for a document while the secret is the same, and another with another secret', () => {
    const answers = (secret: Uint8Array) =>
      Array.from({ length: 50 }, (_, at) => groupResponse(secret, subject(at), facts(), NOW));
    expect(answers(SECRET)).toEqual(answers(SECRET));
    expect(answers(SECRET)).not.toEqual(answers(new Uint8Array(32).fill(8)));
  });

  it('asks each attribute equally often, and tells the truth as often as ε allows', () => {
    const count = 60_000;
    const answers = Array.from({ length: count }, (_, at) => groupResponse(SECRET, subject(at), facts(), NOW));
    for (const attribute of GROUP_ATTRIBUTES) {
      const own = groupOf(attribute, facts(), NOW);
      const given = answers.filter((answer) => answer.attribute === attribute);
      const within = (hits: number, of: number, share: number) =>
        expect(Math.abs(hits - of * share)).toBeLessThan(4.5 * Math.sqrt(of * share * (1 - share)));
      within(given.length, count, 1 / GROUP_ATTRIBUTES.length);
      const { kept, other } = responseProbabilities(GROUPS[attribute].length);
      for (const group of GROUPS[attribute]) {
        within(given.filter((answer) => answer.group === group).length, given.length, group === own ? kept : other);
      }
    }
  });

  it('is at most e^ε times as probable for one group as for another', () => {
    for (const attribute of GROUP_ATTRIBUTES) {
      const { kept, other } = responseProbabilities(GROUPS[attribute].length);
      expect(kept + (GROUPS[attribute].length - 1) * other).toBeCloseTo(1, 12);
      expect(Math.log(kept / other)).toBeCloseTo(RESPONSE_EPSILON, 12);
    }
  });
});
