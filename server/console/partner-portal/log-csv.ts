/** Pure: the log as a file that spreadsheets read (RFC 4180). Times in UTC. */
import type { PartnerLog } from '../../sharing/partners/answers.ts';
import type { LoggedCall } from './verify-call.ts';

const HEAD = ['id', 'time', 'by', 'person', 'call', 'agreement', 'delivery', 'kind', 'result', 'bytes'];

export function logCsv({ calls }: Pick<PartnerLog, 'calls'>): string {
  const lines = calls.map(({ id, at, person, call, agreement, delivery, kind, result, bytes }) => [
    ...[id, new Date(at).toISOString(), person?.name ?? 'program', person?.id ?? '', call],
    ...[agreement ?? '', delivery ?? '', kind ?? '', result, String(bytes)],
  ]);
  return [HEAD, ...lines].map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

/** Quoted where needed. A name that a spreadsheet would run as a formula gets an apostrophe. */
function cell(value: string): string {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;

/** The calls of a file that `logCsv` wrote; `undefined`: it is another file. */
export function readLogCsv(text: string): LoggedCall[] | undefined {
  const lines: string[][] = [[]];
  for (const [whole, quoted, plain = '', end] of text.matchAll(CELL)) {
    if (whole === '') break;
    lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ',') lines.push([]);
  }
  const [head, ...rows] = lines.filter((line) => line.length > 0);
  if (head?.join() !== HEAD.join()) return undefined;
  return rows.map((row) => {
    const of = (name: string) => row[HEAD.indexOf(name)] ?? '';
    const filled = (name: string) => (of(name) === '' ? null : of(name));
    return {
      ...{ id: of('id'), at: Date.parse(of('time')), call: of('call'), person: filled('person') },
      ...{ agreement: filled('agreement'), delivery: filled('delivery'), result: of('result') },
      bytes: Number(of('bytes')),
    };
  });
}
