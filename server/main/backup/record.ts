/**
 * The inner format of a backup, which `sealed-stream.ts` seals: records of type, length and body (README.md). It does not depend on the
 * engine, so a backup of one engine can be restored into the other.
 */
import { z } from 'zod';
import { publicKeyHexSchema } from '../../contract/field.ts';
import type { Cell } from '../../platform/database/snapshot.ts';
import { BackupError } from './backup-error.ts';

const NAME = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);
const migrationsSchema = z.array(z.string().regex(/^[a-z0-9-]{1,64}$/)).max(1_000);

export const manifestSchema = z.strictObject({
  version: z.literal(1),
  /** Wall ms. */
  createdAt: z.int().min(0),
  /** The engine of the source, for people. */
  engine: z.enum(['sqlite', 'postgres']),
  /** The server's public keys: of the log and of receipts. */
  ledgerKey: z.string().max(400),
  receiptKey: publicKeyHexSchema,
  /** How far each schema was. */
  migrations: z.strictObject({ server: migrationsSchema, ledger: migrationsSchema }),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const tableSchema = z.strictObject({
  database: z.enum(['server', 'ledger']),
  table: NAME,
  columns: z.array(NAME).min(1).max(100),
});
export type Table = z.infer<typeof tableSchema>;

export type BackupRecord =
  | { readonly kind: 'manifest'; readonly manifest: Manifest }
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'row'; readonly cells: readonly Cell[] }
  /** The last record; `rows` counts all tables. */
  | { readonly kind: 'end'; readonly rows: number };

const TYPES = { manifest: 1, table: 2, row: 3, end: 4 } as const;
const TAGS = { null: 0, integer: 1, text: 2, bytes: 3 } as const;
const PREFIX_BYTES = 5;
/** No column holds more than a few KiB. */
const MAX_BODY_BYTES = 16 * 1_024 * 1_024;

export function encodeRecord(record: BackupRecord): Uint8Array {
  const body = bodyOf(record);
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.writeUInt8(TYPES[record.kind]);
  prefix.writeUInt32BE(body.length, 1);
  return Buffer.concat([prefix, body]);
}

/** Throws `BackupError` `damaged` for anything that `encodeRecord` does not write. */
export async function* decodeRecords(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<BackupRecord> {
  let held = Buffer.alloc(0);
  for await (const piece of bytes) {
    held = held.length === 0 ? Buffer.from(piece) : Buffer.concat([held, piece]);
    let at = 0;
    while (held.length - at >= PREFIX_BYTES) {
      const length = held.readUInt32BE(at + 1);
      if (length > MAX_BODY_BYTES) throw damaged('a record is too long');
      const end = at + PREFIX_BYTES + length;
      if (held.length < end) break;
      yield decodeBody(held.readUInt8(at), held.subarray(at + PREFIX_BYTES, end));
      at = end;
    }
    held = held.subarray(at);
  }
  if (held.length > 0) throw damaged('it ends in a record');
}

function bodyOf(record: BackupRecord): Buffer {
  switch (record.kind) {
    case 'manifest':
      return Buffer.from(JSON.stringify(record.manifest));
    case 'table':
      return Buffer.from(JSON.stringify(record.table));
    case 'row':
      return Buffer.concat(record.cells.flatMap(encodeCell));
    case 'end': {
      const body = Buffer.alloc(8);
      body.writeBigUInt64BE(BigInt(record.rows));
      return body;
    }
  }
}

function decodeBody(type: number, body: Buffer): BackupRecord {
  switch (type) {
    case TYPES.manifest:
      return { kind: 'manifest', manifest: parse(manifestSchema, body) };
    case TYPES.table:
      return { kind: 'table', table: parse(tableSchema, body) };
    case TYPES.row:
      return { kind: 'row', cells: decodeCells(body) };
    case TYPES.end:
      if (body.length !== 8) throw damaged('its end record is malformed');
      return { kind: 'end', rows: safe(body.readBigUInt64BE()) };
    default:
      throw damaged('a record has an unknown type');
  }
}

function encodeCell(cell: Cell): Buffer[] {
  if (cell === null) return [Buffer.from([TAGS.null])];
  if (typeof cell === 'number') {
    const bytes = Buffer.alloc(9);
    bytes.writeUInt8(TAGS.integer);
    bytes.writeBigInt64BE(BigInt(cell), 1);
    return [bytes];
  }
  const data = typeof cell === 'string' ? Buffer.from(cell) : cell;
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.writeUInt8(typeof cell === 'string' ? TAGS.text : TAGS.bytes);
  prefix.writeUInt32BE(data.length, 1);
  return [prefix, Buffer.from(data)];
}

function decodeCells(body: Buffer): Cell[] {
  const cells: Cell[] = [];
  let at = 0;
  const take = (length: number): Buffer => {
    if (at + length > body.length) throw damaged('a row ends in a value');
    at += length;
    return body.subarray(at - length, at);
  };
  while (at < body.length) {
    const tag = take(1)[0];
    if (tag === TAGS.null) cells.push(null);
    else if (tag === TAGS.integer) cells.push(safe(take(8).readBigInt64BE()));
    else if (tag === TAGS.text) cells.push(text(take(take(4).readUInt32BE())));
    else if (tag === TAGS.bytes) cells.push(Buffer.from(take(take(4).readUInt32BE())));
    else throw damaged('a value has an unknown type');
  }
  return cells;
}

function safe(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw damaged('a number is too large');
  return number;
}

function text(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw damaged('a text is not UTF-8', cause);
  }
}

function parse<T>(schema: z.ZodType<T>, body: Buffer): T {
  let value: unknown;
  try {
    value = JSON.parse(text(body));
  } catch (cause) {
    throw cause instanceof BackupError ? cause : damaged('a record is not JSON', cause);
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw damaged('a record does not satisfy its schema');
  return parsed.data;
}

function damaged(what: string, cause?: unknown): BackupError {
  return new BackupError('damaged', `the backup violates its format: ${what}`, { cause });
}
