/** The known faults of components, with the deadlines of the security policy (`.github/SECURITY.md`). Pure. */
import type { Bill, Component } from './bill.ts';
import { endOf, type Exception } from './exceptions.ts';
import type { Advisory } from './osv/advisory.ts';
import { isAffected } from './osv/affected.ts';
import { type Severity, severityOf } from './osv/severity.ts';

/** Days from the publication of a fault until it must be fixed. */
export const DEADLINE_DAYS: Readonly<Record<Severity, number>> = { critical: 2, high: 7, moderate: 30, low: 90 };

const DAY_MS = 86_400_000;

export interface Finding {
  readonly advisory: string;
  readonly aliases: readonly string[];
  readonly component: string;
  readonly version: string;
  readonly severity: Severity;
  readonly summary: string;
  /** Wall ms. */
  readonly publishedAt: number;
  readonly dueAt: number;
  /** The exception that holds now; `undefined`: none, or it has ended. */
  readonly exception: Exception | undefined;
}

/** The name under which an advisory database has a component; `undefined` for components that no database has. */
export function databaseNameOf({
  name,
  purl = '',
}: Component): { readonly ecosystem: string; readonly name: string } | undefined {
  if (purl.startsWith('pkg:npm/')) return { ecosystem: 'npm', name };
  return purl.startsWith('pkg:bitnami/') ? { ecosystem: 'Bitnami', name } : undefined;
}

/** The names that advisories can have for the components of a bill, as `ECOSYSTEM NAME`. */
export function databaseNames({ components }: Bill): ReadonlySet<string> {
  return new Set(
    components.flatMap((component) => {
      const named = databaseNameOf(component);
      return named === undefined ? [] : [`${named.ecosystem} ${named.name}`];
    }),
  );
}

/** Earliest deadline first. */
export function findingsOf(
  { components }: Bill,
  advisories: Iterable<Advisory>,
  exceptions: readonly Exception[],
  nowMs: number,
): readonly Finding[] {
  const byName = new Map<string, Component[]>();
  for (const component of components) {
    const named = databaseNameOf(component);
    if (named === undefined) continue;
    const key = `${named.ecosystem} ${named.name}`;
    byName.set(key, [...(byName.get(key) ?? []), component]);
  }
  const findings: Finding[] = [];
  for (const advisory of advisories) {
    const keys = new Set((advisory.affected ?? []).map(({ package: of }) => `${of?.ecosystem} ${of?.name}`));
    for (const component of [...keys].flatMap((key) => byName.get(key) ?? [])) {
      const named = databaseNameOf(component);
      if (named === undefined || !isAffected(advisory, { ...named, version: component.version })) continue;
      findings.push(findingOf(advisory, component, exceptions, nowMs));
    }
  }
  return findings.sort((one, other) => one.dueAt - other.dueAt || (one.advisory < other.advisory ? -1 : 1));
}

function findingOf(
  advisory: Advisory,
  { name: component, version }: Component,
  exceptions: readonly Exception[],
  nowMs: number,
): Finding {
  const { id, aliases = [], published, modified, summary = '' } = advisory;
  const severity = severityOf(advisory);
  const publishedAt = Date.parse(published ?? modified);
  const exception = exceptions.find(
    (one) =>
      [id, ...aliases].includes(one.advisory) &&
      (one.component === undefined || one.component === component) &&
      nowMs < endOf(one),
  );
  const dueAt = publishedAt + DEADLINE_DAYS[severity] * DAY_MS;
  return { advisory: id, aliases, component, version, severity, summary, publishedAt, dueAt, exception };
}

/** Whether the deadline has passed without an exception. */
export function isOverdue({ dueAt, exception }: Pick<Finding, 'dueAt' | 'exception'>, nowMs: number): boolean {
  return exception === undefined && nowMs > dueAt;
}
