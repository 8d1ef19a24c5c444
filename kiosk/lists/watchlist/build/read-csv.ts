/**
 * Reads records from a CSV file (RFC 4180) as a stream. The first line names the columns: `type`, `issuer` and `number`, in
 * any order, and `action` with `add` or `remove` for a file of changes. Other columns are ignored.
 */
import { type NamedDocument, namedDocumentSchema } from '../../../../server/contract/watchlist-source.ts';

export interface ListedRecord extends NamedDocument {
  readonly action: 'add' | 'remove';
}

export type ReadRecord =
  | { readonly kind: 'record'; readonly line: number; readonly record: ListedRecord }
  /** A line that holds no record, by its number. Its content is not repeated. */
  | { readonly kind: 'refused'; readonly line: number; readonly why: 'too-long' | 'malformed' };

export class CsvError extends Error {
  override readonly name = 'CsvError';
}

const MAX_LINE = 4_096;
const COLUMNS = ['type', 'issuer', 'number'] as const;
const NEWLINE = 0x0a;

/** Throws `CsvError` when the first line does not name the columns, and the error of the chunks. */
export async function* readCsv(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ReadRecord> {
  let columns: Columns | undefined;
  let number = 0;
  for await (const line of linesOf(chunks)) {
    number += 1;
    if (line === undefined) {
      yield { kind: 'refused', line: number, why: 'too-long' };
      continue;
    }
    const fields = fieldsOf(line.trimEnd());
    if (columns === undefined) {
      columns = columnsOf(fields ?? []);
      continue;
    }
    if (line.trim() === '') continue;
    const record = fields && recordOf(columns, fields);
    yield record === undefined
      ? { kind: 'refused', line: number, why: 'malformed' }
      : { kind: 'record', line: number, record };
  }
  if (columns === undefined) throw new CsvError('the file is empty');
}

interface Columns {
  readonly type: number;
  readonly issuer: number;
  readonly number: number;
  /** -1: each record is added. */
  readonly action: number;
}

function columnsOf(fields: readonly string[]): Columns {
  const names = fields.map((field) =>
    field
      .trim()
      .toLowerCase()
      .replace(/^\uFEFF/, ''),
  );
  const missing = COLUMNS.filter((name) => names.filter((one) => one === name).length !== 1);
  if (missing.length > 0)
    throw new CsvError(`the first line must name each of these columns once: ${missing.join(', ')}`);
  const place = (name: string): number => names.indexOf(name);
  return { type: place('type'), issuer: place('issuer'), number: place('number'), action: place('action') };
}

function recordOf(columns: Columns, fields: readonly string[]): ListedRecord | undefined {
  const field = (at: number): string => (fields[at] ?? '').trim();
  const document = namedDocumentSchema.safeParse({
    type: field(columns.type).toUpperCase().replaceAll('<', ''),
    issuer: field(columns.issuer).toUpperCase().replaceAll('<', ''),
    number: field(columns.number),
  });
  const action = columns.action === -1 ? 'add' : field(columns.action).toLowerCase();
  if (!document.success || (action !== 'add' && action !== 'remove')) return undefined;
  return { action, ...document.data };
}

/** The fields of one line; `undefined` when a quote does not end, as with a field that contains a line break. */
export function fieldsOf(line: string): string[] | undefined {
  if (!line.includes('"')) return line.split(',');
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    const field = line[at] === '"' ? quotedAt(line, at) : plainAt(line, at);
    if (field === undefined) return undefined;
    fields.push(field.text);
    if (field.end === line.length) return fields;
    if (line[field.end] !== ',') return undefined;
    at = field.end + 1;
  }
}

function plainAt(line: string, at: number): { readonly text: string; readonly end: number } | undefined {
  const comma = line.indexOf(',', at);
  const end = comma === -1 ? line.length : comma;
  const text = line.slice(at, end);
  return text.includes('"') ? undefined : { text, end };
}

function quotedAt(line: string, at: number): { readonly text: string; readonly end: number } | undefined {
  let text = '';
  for (let from = at + 1; ; ) {
    const quote = line.indexOf('"', from);
    if (quote === -1) return undefined;
    text += line.slice(from, quote);
    if (line[quote + 1] !== '"') return { text, end: quote + 1 };
    text += '"';
    from = quote + 2;
  }
}

/** Lines without their end; `undefined` for a line that is too long and was dropped. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string | undefined> {
  let begun = Buffer.alloc(0);
  let isTooLong = false;
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      const length = begun.length + end - from;
      yield isTooLong || length > MAX_LINE
        ? undefined
        : begun.toString('latin1') + Buffer.from(chunk.buffer, chunk.byteOffset + from, end - from).toString('latin1');
      begun = Buffer.alloc(0);
      isTooLong = false;
      from = end + 1;
    }
    if (isTooLong || begun.length + chunk.length - from > MAX_LINE) {
      isTooLong = true;
      begun = Buffer.alloc(0);
    } else if (from < chunk.length) begun = Buffer.concat([begun, chunk.subarray(from)]);
  }
  if (isTooLong) yield undefined;
  else if (begun.length > 0) yield begun.toString('latin1');
}
