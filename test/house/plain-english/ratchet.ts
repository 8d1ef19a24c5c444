import type { Finding } from './findings.ts';

/**
 * Findings that are left, by folder or file. A path counts for the longest entry that holds it. Every path without an entry is clean
 * and must stay so; the other counts may only fall.
 */
export type Remaining = Readonly<Record<string, number>>;

export interface Verdict {
  /** Entries with more findings than recorded; `''` stands for the paths without an entry. */
  readonly risen: readonly {
    readonly entry: string;
    readonly allowed: number;
    readonly findings: readonly Finding[];
  }[];
  /** The record after this run. Entries without findings are gone. */
  readonly lowered: Remaining;
}

export function judge(remaining: Remaining, findings: readonly Finding[]): Verdict {
  const entries = Object.keys(remaining).sort((one, other) => other.length - one.length);
  const entryOf = (path: string) => entries.find((entry) => path === entry || path.startsWith(`${entry}/`)) ?? '';
  const found = new Map<string, Finding[]>();
  for (const finding of findings) {
    const entry = entryOf(finding.path);
    found.set(entry, [...(found.get(entry) ?? []), finding]);
  }
  const risen = [...found]
    .map(([entry, here]) => ({ entry, allowed: remaining[entry] ?? 0, findings: here }))
    .filter(({ allowed, findings: here }) => here.length > allowed);
  const lowered = Object.entries(remaining)
    .map(([entry, count]) => [entry, Math.min(count, found.get(entry)?.length ?? 0)] as const)
    .filter(([, count]) => count > 0);
  return { risen, lowered: Object.fromEntries(lowered) };
}
