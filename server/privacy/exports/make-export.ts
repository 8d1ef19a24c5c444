import { createHash } from 'node:crypto';
import type { Mode } from '../../../hardware/host/mode.ts';
import { markOf } from '../../contract/rehearsal.ts';
import type { Principal } from '../../platform/access/principal.ts';
import type { Act, Role } from '../../platform/access/vocabulary.ts';
import { recordAct } from '../../records/acts/record-act.ts';
import { brandInForce } from '../../people/brand/brand-kind.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { enterExport } from './enter-export.ts';
import { csvOf } from './csv.ts';
import { markedDocument, markedTable } from './mark-rehearsal.ts';
import { makePdf, type PdfBlock, type PdfContent } from './pdf.ts';
import type { Table } from './table.ts';

export const EXPORT_FORMATS = ['csv', 'json', 'pdf'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
export const EXPORT_TYPES = ['text/csv', 'application/json', 'application/pdf'] as const;

export interface MadeExport {
  readonly bytes: Uint8Array;
  readonly type: string;
  /** SHA-256 of the bytes, hex. The ledger contains it, so that the file can be verified later. */
  readonly digest: string;
  /** Id of the act: the ledger's subjects are `act/` and this id, and `export/` and the digest. */
  readonly actId: string;
}

export interface WantedExport {
  readonly table: Table;
  readonly record: string;
  readonly format: ExportFormat;
  /** The content of a PDF, where it is more than the table. */
  readonly document?: (at: number) => PdfContent | Promise<PdfContent>;
}

/** Makes a file of a table. The act and the file's digest are in the ledger before this resolves. */
export async function makeExport(
  desk: { readonly context: Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock' | 'mode'> },
  {
    principal,
    role,
    act = 'record.export',
  }: { readonly principal: Principal; readonly role: Role; readonly act?: Act },
  { table, record, format, document = (at) => documentOf(table, at) }: WantedExport,
): Promise<MadeExport> {
  const { knex, queue, ledger, clock, mode } = desk.context;
  const at = Math.round(clock.wallMs());
  const { bytes, type } = await fileOf({ table, format, document, knex, mode }, at);
  const digest = createHash('sha256').update(bytes).digest('hex');
  const made = { record, format, digest, bytes: bytes.length, records: table.rows.length };
  const actId = await queue.run(async (transaction) => {
    const id = await recordAct(transaction, {
      person: principal.personId,
      session: principal.sessionId,
      role,
      act,
      result: 'done',
      at,
      details: { record, format, digest, rows: table.rows.length },
    });
    await enterExport(transaction, made, { actId: id, at });
    return id;
  });
  await ledger.settle();
  return { bytes, type, digest, actId };
}

type MakeDocument = NonNullable<WantedExport['document']>;

async function fileOf(
  {
    table,
    format,
    document,
    knex,
    mode,
  }: {
    readonly table: Table;
    readonly format: ExportFormat;
    readonly document: MakeDocument;
    readonly knex: Connection;
    readonly mode: Mode;
  },
  at: number,
): Promise<{ bytes: Uint8Array; type: string }> {
  const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
  switch (format) {
    case 'csv':
      return { bytes: utf8(csvOf(markedTable(mode, table))), type: 'text/csv; charset=utf-8' };
    case 'json':
      return {
        bytes: utf8(`${JSON.stringify({ madeAt: new Date(at).toISOString(), ...markOf(mode), ...table }, null, 2)}\n`),
        type: 'application/json',
      };
    case 'pdf': {
      const { title, blocks } = markedDocument(mode, await document(at));
      return { bytes: await makePdf(title, blocks, at, await brandInForce(knex)), type: 'application/pdf' };
    }
  }
}

function documentOf(table: Table, at: number): PdfContent {
  const intro = `Made ${new Date(at).toISOString()}. The ledger records that this file was made, and the SHA-256 of its bytes.`;
  const blocks: readonly PdfBlock[] = [
    { kind: 'text', text: intro },
    table.rows.length === 0 ? { kind: 'text', text: 'No entries.' } : { kind: 'table', ...table },
  ];
  return { title: table.title, blocks };
}
