import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Mode } from '../../../../hardware/host/mode.ts';
import { type ExportFormat, makeExport } from '../../../../server/privacy/exports/make-export.ts';
import { markedDocument, markedLines } from '../../../../server/privacy/exports/mark-rehearsal.ts';
import { entriesOf } from '../../fixtures/entries-of.ts';
import { accessBench } from '../../platform/access/fixtures/access-bench.ts';

const TABLE = { title: 'Viewings', columns: ['site', 'count'], rows: [['north', '3']] };

async function exportIn(mode: Mode, format: ExportFormat) {
  const { context, employ } = await accessBench();
  const principal = await employ('p-anna', { role: 'auditor' });
  const { bytes, digest } = await makeExport(
    { context: { ...context, mode } },
    { principal, role: 'auditor' },
    { table: TABLE, record: 'viewings', format },
  );
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(digest);
  expect(await entriesOf(context)).toContainEqual(expect.objectContaining({ type: 'export', digest }));
  // Titles of PDF are in UTF-16
  return Buffer.from(bytes).toString('latin1').replaceAll('\0', '');
}

describe('files of a rehearsal', () => {
  it('say so in every row of CSV', async () => {
    expect(await exportIn('rehearsal', 'csv')).toBe('"site","count","rehearsal"\r\n"north","3","yes"\r\n');
    expect(await exportIn('production', 'csv')).toBe('"site","count"\r\n"north","3"\r\n');
  });

  it('say so in JSON', async () => {
    expect(JSON.parse(await exportIn('rehearsal', 'json'))).toMatchObject({ ...TABLE, rehearsal: true });
    expect(JSON.parse(await exportIn('production', 'json'))).not.toHaveProperty('rehearsal');
  });

  it('say so in the title of a PDF, which stands on each page', async () => {
    expect(await exportIn('rehearsal', 'pdf')).toMatch(/Rehearsal: Viewings/);
    const plain = await exportIn('production', 'pdf');
    expect(plain).toContain('Viewings');
    expect(plain).not.toContain('Rehearsal');
  });

  it('say so at the beginning of documents and letters, and only there', () => {
    const blocks = [{ kind: 'text', text: 'One' } as const];
    expect(markedDocument('rehearsal', { title: 'Letter', blocks })).toEqual({
      title: 'Rehearsal: Letter',
      blocks: [{ kind: 'text', text: expect.stringContaining('no') as string }, ...blocks],
    });
    expect(markedLines('rehearsal', ['Letter', 'One'])).toEqual(['Rehearsal: Letter', expect.any(String), 'One']);
    expect(markedLines('production', ['Letter', 'One'])).toEqual(['Letter', 'One']);
    expect(markedDocument('development', { title: 'Letter', blocks })).toEqual({ title: 'Letter', blocks });
  });
});
