/** Pure: what selection rules found, as a file that spreadsheets read (RFC 4180). One line for each rule and measure, then one for each day. */
import type { SelectionEffects } from '../../goods/declarations/controls/answers.ts';
import type { Share } from './intervals.tsx';

type Line = readonly (string | number)[];

const HEAD: Line = ['rule', 'version', 'state', 'measure', 'day', 'count', 'of', 'low-95', 'high-95'];

export function rulesCsv({ rules }: SelectionEffects): string {
  const lines = rules.flatMap(({ id, version, state, hits, already, added, frauds, days }): Line[] => {
    const line = (measure: string, share: Share): Line => [
      ...[id, version, state, measure, '', share.count, share.of, share.low, share.high],
    ];
    return [
      line('hits-among-the-judged', hits),
      [id, version, state, 'selected-anyway', '', already, hits.count, '', ''],
      [id, version, state, 'brought-into-the-queue', '', added, hits.count, '', ''],
      line('frauds-among-controlled-hits', frauds),
      ...days.map((one): Line => [id, version, state, 'hits-of-the-day', one.day, one.hits, one.judged, '', '']),
    ];
  });
  return `${[HEAD, ...lines].map((cells) => cells.join(',')).join('\r\n')}\r\n`;
}
