/** The known faults of components, with the deadlines of the security policy (`.github/SECURITY.md`). Pure. */
import type { Bill, Component } from './bill.ts';
import { endOf, type Exception } from './exceptions.ts';
import type { Advisory } from './osv/advisory.ts';
import { fixedVersion, isAffected } from './osv/affected.ts';
import { SEVERITIES, type Severity, scoreOf, severityOf } from './osv/severity.ts';

/** Days from the publication of a fault until it must be fixed. */
export const DEADLINE_DAYS: Readonly<Record<Severity, number>> = { critical: 2, high: 7, moderate: 30, low: 90 };

const DAY_MS = 86_400_000;

/** A vulnerability in a version of a component. */
export interface Fault {
  readonly advisory: string;
  readonly aliases: readonly string[];
  readonly component: string;
  readonly version: string;
  readonly severity: Severity;
  /** CVSS 3 base score, if the advisory has one. */
  readonly score: number | undefined;
  readonly summary: string;
  /** The lowest version without the fault above this one, if there is one. */
  readonly fixedVersion: string | undefined;
  /** Wall ms. */
  readonly publishedAt: number;
  readonly dueAt: number;
}

export interface Finding extends Fault {
  /** The exception that holds now; `undefined`: none, or it has ended. */
  readonly exception: Exception | undefined;
}

/** The name under which an advisory database has a component; `undefined` for components that no database has. */
export function databaseNameOf({
  name,
  purl = '',
}: Pick<Component, 'name' | 'purl'>): { readonly ecosystem: string; readonly name: string } | undefined {
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
  bill: Bill,
  advisories: Iterable<Advisory>,
  exceptions: readonly Exception[],
  nowMs: number,
): readonly Finding[] {
  return faultsOf(bill, advisories).map((fault) => ({ ...fault, exception: exceptionFor(fault, exceptions, nowMs) }));
}

/** Each fault once, however many databases have it under their own ids. Earliest deadline first. */
export function faultsOf({ components }: Bill, advisories: Iterable<Advisory>): readonly Fault[] {
  const byName = new Map<string, Component[]>();
  for (const component of components) {
    const named = databaseNameOf(component);
    if (named === undefined) continue;
    const key = `${named.ecosystem} ${named.name}`;
    byName.set(key, [...(byName.get(key) ?? []), component]);
  }
  const byVersion = new Map<string, Fault[]>();
  for (const advisory of advisories) {
    const keys = new Set((advisory.affected ?? []).map(({ package: of }) => `${of?.ecosystem} ${of?.name}`));
    for (const component of [...keys].flatMap((key) => byName.get(key) ?? [])) {
      const named = databaseNameOf(component);
      if (named === undefined || !isAffected(advisory, { ...named, version: component.version })) continue;
      const key = `${component.name}@${component.version}`;
      const fault = faultOf(advisory, { ...named, version: component.version });
      byVersion.set(key, withFault(byVersion.get(key) ?? [], fault));
    }
  }
  return [...byVersion.values()]
    .flat()
    .sort(
      (one, other) =>
        one.dueAt - other.dueAt || compare(one.advisory, other.advisory) || compare(one.component, other.component),
    );
}

const compare = (one: string, other: string): number => Number(one > other) - Number(one < other);

function faultOf(advisory: Advisory, of: Parameters<typeof fixedVersion>[1]): Fault {
  const { id, aliases = [], published, modified, summary = '' } = advisory;
  const severity = severityOf(advisory);
  const publishedAt = Date.parse(published ?? modified);
  return {
    advisory: id,
    aliases,
    component: of.name,
    version: of.version,
    severity,
    summary,
    publishedAt,
    score: scoreOf(advisory),
    fixedVersion: fixedVersion(advisory, of),
    dueAt: publishedAt + DEADLINE_DAYS[severity] * DAY_MS,
  };
}

/** Two advisories are of one fault when either names the other, or both name a third. */
function withFault(faults: readonly Fault[], fault: Fault): Fault[] {
  const names = new Set([fault.advisory, ...fault.aliases]);
  const isSame = ({ advisory, aliases }: Fault): boolean => [advisory, ...aliases].some((name) => names.has(name));
  return [...faults.filter((one) => !isSame(one)), faults.filter(isSame).reduce(merged, fault)];
}

/** The gravest severity and the earliest publication of both, under the id that `npm audit` shows. */
function merged(one: Fault, other: Fault): Fault {
  const [first, second] = [one, other].sort((a, b) => rank(a) - rank(b) || compare(a.advisory, b.advisory)) as [
    Fault,
    Fault,
  ];
  const severity = SEVERITIES.find((candidate) => [one.severity, other.severity].includes(candidate)) ?? 'high';
  const publishedAt = Math.min(one.publishedAt, other.publishedAt);
  const names = [...first.aliases, second.advisory, ...second.aliases].filter((name) => name !== first.advisory);
  return {
    ...first,
    aliases: [...new Set(names)].sort(),
    severity,
    score:
      one.score === undefined || other.score === undefined
        ? (one.score ?? other.score)
        : Math.max(one.score, other.score),
    summary: first.summary === '' ? second.summary : first.summary,
    fixedVersion: first.fixedVersion ?? second.fixedVersion,
    publishedAt,
    dueAt: publishedAt + DEADLINE_DAYS[severity] * DAY_MS,
  };
}

const rank = ({ advisory }: Fault): number => (advisory.startsWith('GHSA-') ? 0 : 1);

/** The exception in force that names the fault, or one of its aliases. */
export function exceptionFor<E extends Exception>(
  { advisory, aliases, component }: Pick<Fault, 'advisory' | 'aliases' | 'component'>,
  exceptions: readonly E[],
  nowMs: number,
): E | undefined {
  return exceptions.find(
    (one) =>
      [advisory, ...aliases].includes(one.advisory) &&
      (one.component === undefined || one.component === component) &&
      nowMs < endOf(one),
  );
}

/** Whether the deadline has passed without an exception. */
export function isOverdue({ dueAt, exception }: Pick<Finding, 'dueAt' | 'exception'>, nowMs: number): boolean {
  return exception === undefined && nowMs > dueAt;
}
