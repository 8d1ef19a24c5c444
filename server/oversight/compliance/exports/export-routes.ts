import type { Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../../platform/access/gate.ts';
import { guardedRouter } from '../../../platform/access/guarded-router.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import { readQuery } from '../../../platform/http/query.ts';
import { sendFailure } from '../../../platform/http/wire-failure.ts';
import { EXPORT_FORMATS, makeExport } from '../../../privacy/exports/make-export.ts';
import type { Table } from '../../../privacy/exports/table.ts';
import { readAudits } from '../../../sharing/audits/read-audits.ts';
import { readControls } from '../controls/read-controls.ts';
import { type LegalSettings, readFrameworks } from '../frameworks/legal-check.ts';
import { controlsTable, frameworksTable, sharingAuditsTable } from './export-tables.ts';
import { nameExport } from '../../../privacy/exports/name-export.ts';

export const COMPLIANCE_RECORDS = ['frameworks', 'controls', 'sharing-audits'] as const;
type ComplianceRecord = (typeof COMPLIANCE_RECORDS)[number];
export const complianceExportSchema = z.strictObject({
  record: z.enum(COMPLIANCE_RECORDS),
  format: z.enum(EXPORT_FORMATS),
});

/** Route of files about compliance. The ledger has the digest of each file before it is sent. */
export function complianceExportRoutes(
  gate: AccessGate,
  context: Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock'>,
  settings: LegalSettings,
): Router {
  const routes = guardedRouter(gate);
  const noBody = { bodyLimitBytes: 'none' } as const;
  routes.post('/v1/compliance/exports', 'compliance.export', noBody, async (request, response, permit) => {
    const read = readQuery(complianceExportSchema, request.query);
    if (read.kind === 'refused') return sendFailure(response, { code: 'invalid-query', faults: read.faults });
    const { record, format } = read.query;
    const now = Math.round(context.clock.wallMs());
    const table = await tableOf(record, { knex: context.knex, settings, now });
    const { principal, duty, act } = permit;
    const made = await makeExport({ context }, { principal, role: duty.role, act }, { table, record, format });
    response.set('Content-Disposition', `attachment; filename="postern-${record}.${format}"`);
    nameExport(response, made);
    response.type(made.type).send(Buffer.from(made.bytes));
  });
  return routes.router;
}

interface Asked {
  readonly knex: Connection;
  readonly settings: LegalSettings;
  readonly now: number;
}

async function tableOf(record: ComplianceRecord, { knex, settings, now }: Asked): Promise<Table> {
  switch (record) {
    case 'frameworks':
      return frameworksTable(await readFrameworks(knex, settings, now));
    case 'controls':
      return controlsTable(await readControls(knex, settings, now));
    case 'sharing-audits':
      return sharingAuditsTable(await readAudits(knex, now));
  }
}
