import { describe, expect, it } from 'vitest';
import { chooseSection, menuOf } from '../../../../server/ui/shell/choose-section.ts';
import type { Session } from '../../../../server/ui/shell/session-state.ts';

const entry = (id: string, act: string | null) => ({ id, act });
const sections = [entry('lanes', 'lanes.see'), entry('proofs', null), entry('erasures', 'erasures.see')];
const withSignIn = [...sections, entry('sign-in', null)];

const signedIn: Session = {
  kind: 'signed-in',
  view: {
    principal: {
      ...{ personId: 'anna-b', displayName: 'Anna B.', sessionId: '', method: 'passkey', duties: [] },
      ...{ signedInAt: 0, endsAt: 1, steppedUpUntil: null, advice: null },
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

describe('which section is shown', () => {
  it.each<readonly [string, Session, string, (act: string) => boolean, string]>([
    ['the first of mine at the bare address', signedIn, '', may, 'section lanes'],
    ['the one that is named', signedIn, 'lanes', may, 'section lanes'],
    ['none that is not mine', signedIn, 'erasures', may, 'denied erasures'],
    ['none that does not exist', signedIn, 'elsewhere', may, 'unknown'],
    ['none without a duty', signedIn, '', nothing, 'no-duty'],
    ['none before the server has answered', { kind: 'asking' }, 'lanes', may, 'asking'],
    ['none while the server is away', { kind: 'unreachable' }, 'lanes', may, 'unreachable'],
    ['nothing to who is signed out', { kind: 'signed-out' }, 'lanes', may, 'signed-out'],
    ['to everybody what is for everybody', { kind: 'signed-out' }, 'proofs', nothing, 'section proofs'],
  ])('%s', (_name, session, wanted, mayAct, expected) => {
    expect(kindOf(chooseSection(sections, session, wanted, mayAct))).toBe(expected);
  });

  it('is that of signing in for who is signed out', () => {
    expect(kindOf(chooseSection(withSignIn, { kind: 'signed-out' }, 'lanes', nothing))).toBe('section sign-in');
  });

  it('stands in the menu only when it is mine', () => {
    expect(menuOf(withSignIn, may).map(({ id }) => id)).toEqual(['lanes']);
  });
});
