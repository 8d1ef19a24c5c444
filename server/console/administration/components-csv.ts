/** Pure: findings as a file that spreadsheets read (RFC 4180). Times in UTC. */
import type { ComponentsView, FindingView } from '../../lanes/components/answers.ts';
import { dayOf } from '../design/times.ts';

const HEAD = [
  ...['component', 'version', 'advisory', 'aliases', 'severity', 'cvss', 'summary', 'server', 'lanes', 'fixed-version'],
  ...['published', 'due', 'state', 'overdue', 'accepted-until', 'found', 'fixed'],
];

export function findingsCsv(findings: readonly FindingView[]): string {
  const day = (at: number | null): string => (at === null ? '' : new Date(at).toISOString());
  const lines = findings.map((one) => [
    ...[one.component, one.version, one.advisory, one.aliases.join(' '), one.severity, one.score ?? '', one.summary],
    ...[one.onServer ? 'yes' : 'no', one.lanes.join(' '), one.fixedVersion ?? ''],
    ...[day(one.publishedAt), day(one.dueAt), one.state, one.isOverdue ? 'yes' : 'no'],
    ...[one.exceptedUntil ?? '', day(one.foundAt), day(one.fixedAt)],
  ]);
  return [HEAD, ...lines].map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

/** Quoted where needed. A text that a spreadsheet would run as a formula gets an apostrophe, because it comes from an export. */
function cell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csvName({ serverTime }: Pick<ComponentsView, 'serverTime'>): string {
  return `components-${dayOf(serverTime)}.csv`;
}
