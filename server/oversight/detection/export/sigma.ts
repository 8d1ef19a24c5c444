/** Rules as documents of Sigma 2.1, in YAML. Pure. */
import { createHash } from 'node:crypto';
import { INVARIANTS } from '../invariants/invariants.ts';
import { INVARIANT_IDS, type InvariantId, type RuleId, STATISTIC_IDS } from '../rules/rule-ids.ts';
import { type Correlation, SIGMA_FORMS, SIGMA_OBSTACLES, type SigmaForm } from './sigma-forms.ts';

/** Values of YAML as this writer makes them. */
export type Plain = string | number | boolean | readonly Plain[] | { readonly [Key in string]: Plain };
export type SigmaDocument = Readonly<Record<string, Plain>>;

/** Rules without a form in Sigma, with the reason. */
export function withoutSigma(): readonly { readonly rule: RuleId; readonly reason: string }[] {
  const reasonOf = (rule: InvariantId) => {
    const form = SIGMA_FORMS[rule];
    return typeof form === 'string' ? [{ rule, reason: SIGMA_OBSTACLES[form] }] : [];
  };
  return [
    ...INVARIANT_IDS.flatMap(reasonOf),
    ...STATISTIC_IDS.map((rule) => ({ rule, reason: SIGMA_OBSTACLES.learns })),
  ];
}

/** The documents of one rule: those of its events, and the correlations over them. Empty without a form. */
export function sigmaOf(rule: InvariantId): readonly SigmaDocument[] {
  const forms = SIGMA_FORMS[rule];
  if (typeof forms === 'string') return [];
  const invariant = INVARIANTS.find(({ id }) => id === rule);
  const about = {
    status: 'stable',
    description: `Rule ${rule}, version ${invariant?.version ?? 1}, of Postern. First step: ${invariant?.nextStep ?? ''}.`,
    taxonomy: 'ecs',
  };
  return forms.flatMap((form, at) => documentsOf(rule, forms.length > 1 ? `${rule}-${at + 1}` : rule, form, about));
}

function documentsOf(
  rule: InvariantId,
  name: string,
  { steps, correlation }: SigmaForm,
  about: SigmaDocument,
): readonly SigmaDocument[] {
  const title = `Postern: ${rule.replaceAll('-', ' ')}`;
  const stepName = (at: number): string => (correlation === undefined ? name : `${name}-event-${at + 1}`);
  const events = steps.map((selection, at) => ({
    title,
    id: uuidOf(stepName(at)),
    name: stepName(at),
    ...about,
    logsource: { product: 'postern', service: 'events' },
    detection: { selection: { ...selection }, condition: 'selection' },
    level: correlation === undefined ? 'high' : 'informational',
  }));
  if (correlation === undefined) return events;
  const correlated = correlationOf(
    correlation,
    events.map((one) => one.name),
  );
  return [...events, { title, id: uuidOf(name), name, ...about, correlation: correlated, level: 'high' }];
}

function correlationOf(
  { type, groupBy, timespan, atLeast, field }: Correlation,
  rules: readonly string[],
): SigmaDocument {
  return {
    type,
    rules,
    'group-by': groupBy,
    timespan,
    ...(atLeast !== undefined && { condition: { ...(field !== undefined && { field }), gte: atLeast } }),
  };
}

/** The same for the same name: version 8 of RFC 9562, from a digest. */
function uuidOf(name: string): string {
  const hex = createHash('sha256').update(`postern/sigma/${name}`).digest('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** All documents, after a comment that lists the rules that Sigma does not express. */
export function sigmaRules(): string {
  const comments = [
    '# Rules of Postern over its events, which a receiver gets by shipping. Fields: Elastic Common Schema.',
    '# Sigma does not express these rules; their findings are shipped instead:',
    ...withoutSigma().map(({ rule, reason }) => `#   ${rule}: ${reason}`),
  ];
  const documents = INVARIANT_IDS.flatMap(sigmaOf).map((one) => `---\n${yamlOf(one, '')}`);
  return `${comments.join('\n')}\n${documents.join('')}`;
}

const PLAIN_KEY = /^[A-Za-z][\w.|-]*$/;

/** Block style. Strings are quoted as in JSON, which YAML 1.2 reads alike. */
export function yamlOf(value: { readonly [Key in string]: Plain }, indent: string): string {
  return Object.entries(value)
    .map(([key, one]) => {
      const head = `${indent}${PLAIN_KEY.test(key) ? key : JSON.stringify(key)}:`;
      if (typeof one !== 'object') return `${head} ${JSON.stringify(one)}\n`;
      if (Array.isArray(one)) return `${head}\n${one.map((item) => `${indent}  - ${JSON.stringify(item)}\n`).join('')}`;
      return `${head}\n${yamlOf(one as { readonly [Key in string]: Plain }, `${indent}  `)}`;
    })
    .join('');
}
