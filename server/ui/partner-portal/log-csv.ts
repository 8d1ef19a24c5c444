/** Pure: the log as a file that spreadsheets read (RFC 4180). Times in UTC. */
import type { OwnLog } from '../../sharing/portal/answers.ts';

const HEAD = ['id', 'time', 'by', 'call', 'agreement', 'delivery', 'result', 'bytes'];

export function logCsv({ calls }: Pick<OwnLog, 'calls'>): string {
  const lines = calls.map(({ id, at, person, call, agreement, delivery, result, bytes }) => [
    ...[id, new Date(at).toISOString(), person?.name ?? 'program', call],
    ...[agreement ?? '', delivery ?? '', result, String(bytes)],
  ]);
  return [HEAD, ...lines].map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

/** Quoted where needed. A name that a spreadsheet would run as a formula gets an apostrophe. */
function cell(value: string): string {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
