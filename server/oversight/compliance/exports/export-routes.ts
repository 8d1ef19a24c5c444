import type { Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../../platform/access/gate.ts';
import { guardedRoutes } from '../../../platform/access/guarded-router.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import { EXPORT_FORMATS, EXPORT_TYPES, makeExport } from '../../../privacy/exports/make-export.ts';
import type { Table } from '../../../privacy/exports/table.ts';
import { readAudits } from '../../../sharing/audits/read-audits.ts';
import { readControls } from '../controls/read-controls.ts';
import { type LegalSettings, readFrameworks } from '../frameworks/legal-check.ts';
import { controlsTable, frameworksTable, sharingAuditsTable } from './export-tables.ts';
import { nameExport } from '../../../privacy/exports/name-export.ts';

export const COMPLIANCE_RECORDS = ['frameworks', 'controls', 'sharing-audits'] as const;
type ComplianceRecord = (typeof COMPLIANCE_RECORDS)[number];
const complianceExportSchema = z.strictObject({
  record: z.enum(COMPLIANCE_RECORDS),
  format: z.enum(EXPORT_FORMATS),
});

/** Route of files about compliance. The ledger has the digest of each file before it is sent. */
export function complianceExportRoutes(
  gate: AccessGate,
  context: Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock' | 'mode'>,
  settings: LegalSettings,
): Router {
  const routes = guardedRoutes(gate);
  const form = { query: complianceExportSchema, sends: { 200: EXPORT_TYPES } };
  routes.post('/v1/compliance/exports', 'compliance.export', form, async ({ query, now, response }, permit) => {
    const { record, format } = query;
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
