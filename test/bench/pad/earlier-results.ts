import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { PadResult, PadThreadData } from './pad-messages.ts';

/**
 * The results of an interrupted run. Creates the file if it does not exist. The first line describes the
 * presentations, each other line is one result. An incomplete last line is removed.
 *
 * @throws Error when the file belongs to other presentations or is malformed
 */
export function earlierResults(file: string, setting: PadThreadData): PadResult[] {
  const heading = JSON.stringify(setting);
  if (!existsSync(file)) {
    writeFileSync(file, `${heading}\n`, { flag: 'wx' });
    return [];
  }
  const content = readFileSync(file, 'utf8');
  const whole = content.slice(0, content.lastIndexOf('\n') + 1);
  const [first, ...lines] = whole.split('\n').slice(0, -1);
  if (first !== heading) throw new Error(`${file}: holds results of other presentations than ${heading}`);
  if (whole !== content) writeFileSync(file, whole);
  return lines.map((line) => JSON.parse(line) as PadResult);
}
