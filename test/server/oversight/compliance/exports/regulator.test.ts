/** A regulator reads and exports, nothing else; each reading is in the ledger. */
import { describe, expect, it } from 'vitest';
import { ACCESS_TABLE } from '../../../../../server/platform/access/access-table.ts';
import { ACTS } from '../../../../../server/platform/access/vocabulary.ts';
import { listActs } from '../../../../../server/records/acts/act-table.ts';
import { controlsTable, frameworksTable } from '../../../../../server/oversight/compliance/exports/export-tables.ts';
import { readControls } from '../../../../../server/oversight/compliance/controls/read-controls.ts';
import { readFrameworks } from '../../../../../server/oversight/compliance/frameworks/legal-check.ts';
import { giveDutySchema } from '../../../../../server/people/duties/duty-payloads.ts';
import { runServer } from '../../../fixtures/running-server.ts';

const DAY = 86_400_000;
const LIMIT = 60_000;

describe('a regulator', () => {
  it('may see and export, and no act shows or decides about a traveller', () => {
    const allowed = ACTS.filter((act) => ACCESS_TABLE[act].roles.regulator !== undefined);
    for (const act of allowed) {
      expect(act).toMatch(/\.(see|browse|export)$/);
      expect(ACCESS_TABLE[act].travellers, act).toBe('none');
    }
    expect(allowed).toContain('certification.see');
  });

  it('has a duty for an inspection, not for a year', () => {
    const duty = { person: 'p-regina', role: 'regulator', sites: 'all', lanes: 'all', shifts: [], validFrom: 0 };
    const of = (days: number) =>
      giveDutySchema.safeParse({ ...duty, validUntil: days * DAY, trainingValidUntil: 92 * DAY }).success;
    expect([of(92), of(93)]).toEqual([true, false]);
    expect(
      giveDutySchema.safeParse({ ...duty, role: 'auditor', validUntil: 400 * DAY, trainingValidUntil: 1 }).success,
    ).toBe(true);
  });

  it('leaves an act of each reading before the answer, and one of a page that asks again', async () => {
    const server = await runServer();
    const regulator = await server.as('regulator');
    for (const path of ['/v1/compliance/frameworks', '/v1/compliance/frameworks', '/v1/compliance/controls']) {
      expect((await regulator.fetch(path)).status).toBe(200);
    }
    const readings = async () => {
      const acts = await listActs(server.context.knex, { limit: 50 });
      return acts.filter(({ role }) => role === 'regulator').map(({ act, details }) => `${act} ${details['step']}`);
    };
    await expect.poll(readings, { timeout: LIMIT }).toEqual(['certification.see read', 'frameworks.see read']);
    expect((await regulator.fetch('/v1/privacy/held')).status).toBe(403);
  });

  it('makes files in each format, whose digest the answer names', async () => {
    const server = await runServer({ legalFrameworks: ['eu-gdpr'] });
    const regulator = await server.as('regulator');
    for (const [record, format, type] of [
      ['frameworks', 'csv', 'text/csv'],
      ['controls', 'json', 'application/json'],
      ['controls', 'pdf', 'application/pdf'],
    ]) {
      const made = await regulator.fetch(`/v1/compliance/exports?record=${record}&format=${format}`, {
        method: 'POST',
        headers: { 'sec-fetch-site': 'same-origin' },
      });
      expect([record, made.status]).toEqual([record, 200]);
      expect(made.headers.get('content-type')).toContain(type);
      const digest = Buffer.from(await crypto.subtle.digest('SHA-256', await made.arrayBuffer())).toString('hex');
      expect(made.headers.get('postern-digest')).toBe(digest);
      expect(made.headers.get('postern-subject')).toBe(`export/${digest}`);
    }
  });

  it('has every rule and every piece of evidence in the tables', async () => {
    const { context } = await runServer();
    const settings = { frameworks: [], answerable: { controller: null, contact: null } };
    const at = Math.round(context.clock.wallMs());
    const frameworks = await readFrameworks(context.knex, settings, at);
    expect(frameworksTable(frameworks).rows.length).toBe(frameworks.frameworks.flatMap(({ rules }) => rules).length);
    const pack = await readControls(context.knex, settings, at);
    const table = controlsTable(pack);
    expect(table.rows.every((row) => row.length === table.columns.length)).toBe(true);
    expect(table.rows.some((row) => row.includes('server/ASVS.md'))).toBe(true);
  });
});
