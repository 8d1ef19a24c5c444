/** Whether an advisory affects a version, by the evaluation of the OSV specification. Pure. */
import semver from 'semver';
import type { Advisory, Affected, RangeEvent } from './advisory.ts';

export interface PackageVersion {
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
}

/** Ecosystems whose ranges are ordered by Semantic Versioning. */
const SEMVER_ECOSYSTEMS: readonly string[] = ['npm', 'Bitnami'];

/**
 * A withdrawn advisory affects nothing. A version that cannot be ordered, in an ecosystem that cannot be ordered, is affected only if it is
 * listed.
 */
export function isAffected({ withdrawn, affected = [] }: Advisory, of: PackageVersion): boolean {
  if (withdrawn !== undefined) return false;
  return affected.some((entry) => concerns(entry, of) && (isListed(entry, of.version) || isInRanges(entry, of)));
}

/** An ecosystem may have a suffix, such as `Debian:12`; the names that are used here have none. */
function concerns({ package: named }: Affected, { ecosystem, name }: PackageVersion): boolean {
  return named?.ecosystem === ecosystem && named.name === name;
}

function isListed({ versions = [] }: Affected, version: string): boolean {
  return versions.includes(version);
}

function isInRanges({ ranges = [] }: Affected, { ecosystem, version }: PackageVersion): boolean {
  return ranges.some(({ type, events }) => {
    const isOrdered = type === 'SEMVER' || (type === 'ECOSYSTEM' && SEMVER_ECOSYSTEMS.includes(ecosystem));
    return isOrdered && isInRange(events, version);
  });
}

/** The specification's pseudocode: events in order of their versions, after the limits. */
function isInRange(events: readonly RangeEvent[], version: string): boolean {
  const parsed = semver.parse(version, LOOSE);
  if (parsed === null) return false;
  const limits = events.flatMap(({ limit }) => limit ?? []);
  const isBelowLimit =
    limits.length === 0 || limits.some((limit) => limit === '*' || compare(parsed.version, limit) < 0);
  if (!isBelowLimit) return false;
  let isVulnerable = false;
  for (const { introduced, fixed, last_affected: last } of [...events].sort(byVersion)) {
    if (introduced !== undefined && compare(parsed.version, introduced) >= 0) isVulnerable = true;
    else if (fixed !== undefined && compare(parsed.version, fixed) >= 0) isVulnerable = false;
    else if (last !== undefined && compare(parsed.version, last) > 0) isVulnerable = false;
  }
  return isVulnerable;
}

/**
 * The lowest version above this one at which a range that contains it ends; `undefined`: none is stated. Several ranges may contain it: then
 * the highest of their ends.
 */
export function fixedVersion({ affected = [] }: Advisory, of: PackageVersion): string | undefined {
  const ends = affected
    .filter((entry) => concerns(entry, of))
    .flatMap(({ ranges = [] }) => ranges)
    .filter((range) => isInRanges({ ranges: [range] }, of))
    .flatMap(({ events }) => {
      const fixes = events.flatMap(({ fixed }) => fixed ?? []).filter((fixed) => compare(fixed, of.version) > 0);
      return fixes.sort(compare).slice(0, 1);
    });
  return ends.sort(compare).at(-1);
}

const LOOSE = { loose: true } as const;
/** The version of an event that states none: it changes nothing. */
const NO_VERSION = '0';

function byVersion(one: RangeEvent, other: RangeEvent): number {
  const versionOf = ({ introduced, fixed, last_affected: last }: RangeEvent): string =>
    introduced ?? fixed ?? last ?? NO_VERSION;
  return compare(versionOf(one), versionOf(other));
}

/** `0` comes before every version. A version that cannot be read comes after all, so that it ends or begins nothing by mistake. */
function compare(one: string, other: string): number {
  if (one === NO_VERSION || other === NO_VERSION) return Number(one !== NO_VERSION) - Number(other !== NO_VERSION);
  const [first, second] = [semver.parse(one, LOOSE), semver.parse(other, LOOSE)];
  if (first === null || second === null) return Number(first === null) - Number(second === null);
  return semver.compare(first, second);
}
