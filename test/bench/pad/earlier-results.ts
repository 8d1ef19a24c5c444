import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { PadResult, PadThreadData } from './pad-messages.ts';

/**
 * What a run that was broken off had come to; begins the file where there is none. Its first line says how presentations were
 * made, the others hold one result each. A last line that was cut off is taken away.
 *
 * @throws Error when the file belongs to presentations of another kind, or is none
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
