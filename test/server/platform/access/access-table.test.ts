import { describe, expect, it } from 'vitest';
import { ACCESS_TABLE } from '../../../../server/platform/access/access-table.ts';
import { INCOMPATIBLE_ROLES } from '../../../../server/platform/access/separation.ts';
import { ACTS, ROLES } from '../../../../server/platform/access/vocabulary.ts';

const rules = ACTS.map((act) => ({ act, ...ACCESS_TABLE[act] }));

describe('access table', () => {
  it('gives each act to at least one role, and each role at least one act', () => {
    expect(rules.filter(({ roles }) => Object.keys(roles).length === 0)).toEqual([]);
    expect(ROLES.filter((role) => !rules.some(({ roles }) => roles[role] !== undefined))).toEqual([]);
  });
  it('shows no traveller to an administrator or an auditor', () => {
    const shown = rules.filter(({ travellers }) => travellers !== 'none');
    expect(shown.length).toBeGreaterThan(5);
    expect(shown.filter(({ roles }) => roles.administrator ?? roles.auditor)).toEqual([]);
  });
  it('lets only officers and supervisors decide on a traveller', () => {
    const deciding = rules
      .filter(({ travellers }) => travellers === 'decides')
      .flatMap(({ roles }) => Object.keys(roles));
    expect(new Set(deciding)).toEqual(new Set(['officer', 'supervisor']));
  });
  it('binds decisions on a traveller to a shift', () => {
    const unbound = rules
      .filter(({ act, travellers }) => travellers === 'decides' && act !== 'referral.hand-over')
      .filter(({ roles }) => Object.values(roles).some(({ conditions }) => !conditions.includes('on-shift')));
    expect(unbound).toEqual([]);
  });
  it('binds each approval, confirmation and second look to a second person and a step-up, and nothing else to a second person', () => {
    const seconds = [
      'emergency.confirm',
      'opening.confirm',
      'second-look.find',
      'second-look.follow-up',
      'control.confirm',
    ];
    for (const { act, roles } of rules) {
      const isApproval = (/[.-]approve$/.test(act) && act !== 'proposals.approve') || seconds.includes(act);
      for (const { conditions } of Object.values(roles)) {
        expect([act, conditions.includes('two-people')]).toEqual([act, isApproval]);
        if (isApproval || act.endsWith('.approve')) expect(conditions).toContain('step-up');
      }
    }
  });
  it('has an approval for each proposal, and gives proposals.make and proposals.approve to their roles', () => {
    const rolesOf = (acts: typeof rules) => new Set(acts.flatMap(({ roles }) => Object.keys(roles)));
    const proposing = rules.filter(({ act }) => act.endsWith('.propose'));
    const approving = rules.filter(({ act }) => act.endsWith('.approve') && act !== 'proposals.approve');
    expect(proposing.map(({ act }) => act.replace('propose', 'approve'))).toEqual(approving.map(({ act }) => act));
    expect(rolesOf(proposing)).toEqual(new Set(Object.keys(ACCESS_TABLE['proposals.make'].roles)));
    expect(rolesOf(approving)).toEqual(new Set(Object.keys(ACCESS_TABLE['proposals.approve'].roles)));
  });
  it('gives no one an act without a lane by lane', () => {
    const acts = rules.filter(({ about }) => about === 'no-lane');
    expect(acts.filter(({ roles }) => Object.values(roles).some(({ scope }) => scope !== 'everywhere'))).toEqual([]);
  });
  it('lets only officers and supervisors be the same person', () => {
    expect(INCOMPATIBLE_ROLES.length).toBe((ROLES.length * (ROLES.length - 1)) / 2 - 1);
    expect(INCOMPATIBLE_ROLES).not.toContainEqual(['officer', 'supervisor']);
  });
});
