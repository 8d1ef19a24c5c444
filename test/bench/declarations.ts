/**
 * Computing time from the bytes of a declaration to its findings, in JSON and XML, and of xmllint (libxml2) on the same XML: parsing
 * alone, without a schema. Then the whole path through a server: the front's process, sealing, and the durable record with its ledger
 * entries (`declarations/whole-path.ts`). `npm run bench -- declarations` writes test/bench/results/declarations.json.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDeclaration } from '../../server/goods/declarations/read-declaration.ts';
import { messages } from './declarations/messages.ts';
import { measureWholePath } from './declarations/whole-path.ts';
import { writeRecord } from './support/record.ts';

const ROUNDS = 21;
const EACH = 20;
const EU = { jurisdiction: 'EU', today: '2026-11-28' } as const;
/** `xmllint --repeat` parses so many times. */
const REPEATS = 100;

const median = (times: number[]): number =>
  times.toSorted((one, other) => one - other)[times.length >> 1] ?? Number.NaN;
const rounded = (value: number): number => Math.round(value * 100) / 100;

function judged(bytes: Buffer, format: 'json' | 'xml'): number {
  const result = readDeclaration(bytes, format, EU);
  if (result.kind !== 'judged' || result.findings.length > 0) throw new Error(`the ${format} message is not valid`);
  const times = Array.from({ length: ROUNDS }, () => {
    // Computing time: others may use the processor at the same time
    const from = process.cpuUsage();
    for (let count = 0; count < EACH; count += 1) readDeclaration(bytes, format, EU);
    const { user, system } = process.cpuUsage(from);
    return (user + system) / EACH / 1_000;
  });
  return rounded(median(times));
}

/** Computing ms of one parse; `null` without xmllint. */
function xmllint(bytes: Buffer): number | null {
  const folder = mkdtempSync(join(tmpdir(), 'declarations-'));
  try {
    const file = join(folder, 'message.xml');
    writeFileSync(file, bytes);
    const times = Array.from({ length: 5 }, () => {
      const run = spawnSync('bash', ['-c', `TIMEFORMAT='%U %S'; time xmllint --noout --repeat '${file}'`], {
        encoding: 'utf8',
      });
      const seconds = (run.stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
      return (seconds.reduce((sum, one) => sum + one, 0) * 1_000) / REPEATS;
    });
    const found = median(times);
    return Number.isFinite(found) && found > 0 ? rounded(found) : null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const measured = [1, 50].map((items) => {
  const { json, xml } = messages(items);
  const row = {
    items,
    jsonBytes: json.length,
    xmlBytes: xml.length,
    jsonMs: judged(json, 'json'),
    xmlMs: judged(xml, 'xml'),
    xmllintParseMs: xmllint(xml),
  };
  console.log(
    `${String(items).padStart(3)} items: JSON ${row.jsonMs} ms, XML ${row.xmlMs} ms; xmllint, parsing alone: ${row.xmllintParseMs ?? 'absent'} ms`,
  );
  return row;
});
writeRecord('declarations', { rounds: ROUNDS, measured, wholePath: await measureWholePath() });
