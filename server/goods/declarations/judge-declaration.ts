/**
 * Judges a declaration: normalises it, compares it with the form, then with the rules. Pure, without clock and store, so that the
 * server and the trader's browser give the same findings.
 */
import type { z } from 'zod';
import { pathOf } from './form/element.ts';
import { type DataSet, DATA_SETS, type Declaration, declarationSchema, ELEMENTS } from './form/declaration.ts';
import { normalise } from './form/normalise.ts';
import { judgeAmounts } from './rules/amounts.ts';
import { judgeCodes } from './rules/code-values.ts';
import type { Judged, Report, RuleContext } from './rules/context.ts';
import { type Finding, finding } from './rules/finding.ts';
import { judgeLowValue } from './rules/low-value.ts';
import { judgeObligations } from './rules/obligations.ts';
import { judgePackages } from './rules/packages.ts';
import { judgeParties } from './rules/parties.ts';
import { judgeProcedures } from './rules/procedures.ts';
import type { RuleId } from './rules/rule-texts.ts';
import { judgeTransport } from './rules/transport.ts';

export interface Judgement {
  /** The values that have the form of their element. Absent when the content is no declaration at all. */
  readonly declaration?: Declaration;
  /** At most `MAX_FINDINGS`. */
  readonly findings: readonly Finding[];
  /** No finding is an error. */
  readonly valid: boolean;
}

export const MAX_FINDINGS = 500;
const MAX_ROUNDS = 4;

const RULES: readonly ((judged: Judged, report: Report) => void)[] = [
  judgeObligations,
  judgeCodes,
  judgeParties,
  judgePackages,
  judgeAmounts,
  judgeTransport,
  judgeProcedures,
  judgeLowValue,
];

/**
 * @example
 * ```ts
 * import { judgeDeclaration } from './server/goods/declarations/judge-declaration.ts';
 *
 * const { findings } = judgeDeclaration({ dataSet: 'H7' }, { jurisdiction: 'EU', today: '2026-11-28' });
 * findings[0]; // => { rule: 'CDS10001', severity: 'error', pointer: '/lrn', element: '12 09 000' }
 * ```
 */
export function judgeDeclaration(content: unknown, context: RuleContext): Judgement {
  const { content: cleaned, ambiguous } = normalise(content);
  const found = new Map<string, Finding>();
  const report: Report = (rule, pointer) => {
    const key = `${rule} ${pointer}`;
    if (found.size < MAX_FINDINGS && !found.has(key)) found.set(key, finding(rule, pointer, context.jurisdiction));
  };
  // Other pointers are of names that the sender chose
  for (const pointer of ambiguous) if (ELEMENTS.has(pathOf(pointer))) report('decimal-comma', pointer);
  const declaration = formed(cleaned, report);
  if (declaration !== undefined) judgeRules(declaration, context, report);
  const findings = [...found.values()];
  const valid = declaration !== undefined && !findings.some(({ severity }) => severity === 'error');
  return { ...(declaration === undefined ? {} : { declaration }), findings, valid };
}

function judgeRules(declaration: Declaration, context: RuleContext, report: Report): void {
  const judged: Judged = { declaration, dataSet: declaration.dataSet, items: declaration.goods ?? [], context };
  for (const judge of RULES) judge(judged, report);
}

/** The content without the values that do not fit the form. Each such value is reported. */
function formed(content: unknown, report: Report): Declaration | undefined {
  if (!isDataSet(content)) {
    report('CDS10001', '/dataSet');
    return undefined;
  }
  let rest: unknown = content;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const parsed = declarationSchema.safeParse(rest);
    if (parsed.success) return parsed.data;
    const drop = new Set<string>();
    for (const issue of parsed.error.issues) {
      const pointer = issue.path.map((step) => `/${String(step)}`).join('');
      report(ruleOf(issue), pointer);
      const names = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => `${pointer}/${key}`) : [pointer];
      for (const one of names) drop.add(one);
    }
    rest = without(rest, '', drop);
  }
  return undefined;
}

function isDataSet(content: unknown): boolean {
  const name = typeof content === 'object' && content !== null ? (content as { dataSet?: unknown }).dataSet : undefined;
  return DATA_SETS.includes(name as DataSet);
}

function ruleOf(issue: z.core.$ZodIssue): RuleId {
  if (issue.code === 'unrecognized_keys') return 'CDS10002';
  return issue.code === 'too_big' && issue.origin === 'array' ? 'CDS10003' : 'CDS10010';
}

/** A copy without the places named. An entry of a list that has to go takes the list with it, because its neighbours keep their numbers. */
function without(value: unknown, pointer: string, drop: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) {
    if (value.some((_, index) => drop.has(`${pointer}/${index}`))) return undefined;
    return value.map((one, index) => without(one, `${pointer}/${index}`, drop));
  }
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value)
    .filter(([name]) => !drop.has(`${pointer}/${name}`))
    .map(([name, inner]) => [name, without(inner, `${pointer}/${name}`, drop)] as const)
    .filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(kept);
}
