/** The generated parts of the access README. */
import { ACCESS_TABLE } from '../../../../server/platform/access/access-table.ts';
import { PUBLIC_ROUTES } from '../../../../server/platform/access/public-routes.ts';
import { INCOMPATIBLE_ROLES } from '../../../../server/platform/access/separation.ts';
import { ACTS, ROLES, type Condition, type Scope } from '../../../../server/platform/access/vocabulary.ts';

const SCOPES: { readonly [S in Scope]: string } = { 'own-lanes': 'L', 'own-sites': 'S', everywhere: 'E' };
const CONDITIONS: { readonly [C in Condition]: string } = { 'on-shift': 'h', 'step-up': 'u', 'two-people': '2' };

function accessTableInMarkdown(): string {
  const rows = ACTS.map((act) => {
    const { says, roles } = ACCESS_TABLE[act];
    const cells = ROLES.map((role) => {
      const entitlement = roles[role];
      if (entitlement === undefined) return '';
      return [SCOPES[entitlement.scope], ...entitlement.conditions.map((one) => CONDITIONS[one])].join(' ');
    });
    return `| \`${act}\` | ${says} | ${cells.join(' | ')} |`;
  });
  return [`| act | | ${ROLES.join(' | ')} |`, `| --- | --- |${' --- |'.repeat(ROLES.length)}`, ...rows].join('\n');
}

function publicRoutesInMarkdown(): string {
  const rows = PUBLIC_ROUTES.map(({ method, path, why }) => `| \`${method} ${path}\` | ${why} |`);
  return ['| address | why |', '| --- | --- |', ...rows].join('\n');
}

function incompatibleInMarkdown(): string {
  return INCOMPATIBLE_ROLES.map((pair) => pair.join(' and ')).join(', ');
}

export const README = 'server/platform/access/README.md';

/** Texts by the mark that precedes them. */
export const PARTS = {
  table: accessTableInMarkdown,
  public: publicRoutesInMarkdown,
  separation: incompatibleInMarkdown,
} as const;
