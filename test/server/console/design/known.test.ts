import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matching, named, type Known } from '../../../../server/console/design/known.ts';

const KNOWN: readonly Known[] = [
  { id: 'terminal-2', name: 'Aéroport, hall 2', detail: 'Lisbon' },
  { id: 'north', name: 'North pier' },
  { id: 'north-2', name: 'North pier 2' },
  { id: 'twin-a', name: 'Twin' },
  { id: 'twin-b', name: 'Twin' },
];
const ids = (text: string) => matching(KNOWN, text).map(({ id }) => id);

describe('known records', () => {
  it('are found by parts of name, id and detail, without accents and case', () => {
    expect([ids('aero'), ids('LISBON'), ids('pier 2'), ids('terminal'), ids('nowhere')]).toEqual([
      ['terminal-2'],
      ['terminal-2'],
      ['north-2'],
      ['terminal-2'],
      [],
    ]);
  });
  it('put those first that begin with the text', () => {
    expect(matching([{ id: 'b', name: 'Old north' }, ...KNOWN], 'north').map(({ id }) => id)[0]).toBe('north');
  });
  it('are named by id, or by a name that no other has', () => {
    expect(named(KNOWN, ' NORTH ')?.id).toBe('north');
    expect(named(KNOWN, 'aeroport, hall 2')?.id).toBe('terminal-2');
    expect([named(KNOWN, 'twin'), named(KNOWN, ''), named(KNOWN, 'nort')]).toEqual([undefined, undefined, undefined]);
  });
  it('are never named by text that matches none', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const found = named(KNOWN, text);
        return found === undefined || matching(KNOWN, text).some(({ id }) => id === found.id);
      }),
    );
  });
});
