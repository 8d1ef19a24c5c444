/** `npm run tool -- pack-models FILE [--report-after N]`: writes the face comparator of this source tree as a file for a release of models. */
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { writeAtomically } from './atomic-write.ts';
import { packFaces } from './pack-faces.ts';

const REPORT_AFTER = 50;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'report-after': { type: 'string', default: String(REPORT_AFTER) } },
});
const [file, ...more] = positionals;
const reportAfter = Number(values['report-after']);
if (
  file === undefined ||
  more.length > 0 ||
  !Number.isInteger(reportAfter) ||
  reportAfter < 10 ||
  reportAfter > 10_000
) {
  process.stderr.write('usage: npm run tool -- pack-models FILE [--report-after 10..10000]\n');
  process.exitCode = 2;
} else {
  const packed = packFaces({ reportAfter });
  await writeAtomically(file, packed);
  process.stdout.write(
    `${file}: ${packed.length} bytes, SHA-256 ${createHash('sha256').update(packed).digest('hex')}\n`,
  );
}
