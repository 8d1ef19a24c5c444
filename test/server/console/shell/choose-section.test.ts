import { describe, expect, it } from 'vitest';
import { chooseSection, menuOf } from '../../../../server/console/shell/choose-section.ts';
import type { Session } from '../../../../server/console/shell/session-state.ts';

const entry = (id: string, act: string | readonly string[] | null) => ({ id, act });
const sections = [entry('lanes', 'lanes.see'), entry('proofs', null), entry('erasures', 'erasures.see')];
const withSignIn = [...sections, entry('sign-in', null)];

const signedIn: Session = {
  kind: 'signed-in',
  view: {
    principal: {
      ...{ personId: 'anna-b', displayName: 'Anna B.', sessionId: '', method: 'passkey', duties: [] },
      ...{ signedInAt: 0, endsAt: 1, steppedUpUntil: null, advice: null, restrictions: [], mustProve: false },
    },
    acts: ['lanes.see'],
    mode: 'development',
    serverTime: 0,
    signIn: { firstRun: false, passwords: false, developmentRoles: [] },
  },
};
const may = (act: string) => act === 'lanes.see';
const nothing = () => false;
const kindOf = (choice: ReturnType<typeof chooseSection>) =>
  'entry' in choice ? `${choice.kind} ${choice.entry.id}` : choice.kind;

describe('the shown section', () => {
  it.each<readonly [string, Session, string, (act: string) => boolean, string]>([
    ['the first permitted section, at the address without a section', signedIn, '', may, 'section lanes'],
    ['the named section', signedIn, 'lanes', may, 'section lanes'],
    ['no section that the person may not open', signedIn, 'erasures', may, 'denied erasures'],
    ['no section that does not exist', signedIn, 'elsewhere', may, 'unknown'],
    ['no section without a duty', signedIn, '', nothing, 'no-duty'],
    ['no section before the server has answered', { kind: 'asking' }, 'lanes', may, 'asking'],
    ['no section while the server does not answer', { kind: 'unreachable' }, 'lanes', may, 'unreachable'],
    ['no section, to a person who is not signed in', { kind: 'signed-out' }, 'lanes', may, 'signed-out'],
    ['an open section, to a person who is not signed in', { kind: 'signed-out' }, 'proofs', nothing, 'section proofs'],
  ])('%s', (_name, session, wanted, mayAct, expected) => {
    expect(kindOf(chooseSection(sections, session, wanted, mayAct))).toBe(expected);
  });

  it('is the sign-in page for a person who is not signed in', () => {
    expect(kindOf(chooseSection(withSignIn, { kind: 'signed-out' }, 'lanes', nothing))).toBe('section sign-in');
  });

  it('begins with a section whose first act the person may do, where there is one', () => {
    const wide = [entry('record', ['erasures.see', 'record.see']), entry('law', 'law.see')];
    const of = (...acts: string[]) => kindOf(chooseSection(wide, signedIn, '', (act) => acts.includes(act)));
    expect([of('record.see', 'law.see'), of('erasures.see', 'law.see'), of('record.see')]).toEqual([
      'section law',
      'section record',
      'section record',
    ]);
  });

  it('is in the menu only if the person may open it', () => {
    expect(menuOf(withSignIn, may).map(({ id }) => id)).toEqual(['lanes']);
  });
});
