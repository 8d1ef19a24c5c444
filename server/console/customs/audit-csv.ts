/** Pure: an audit of the selection as a file that spreadsheets read (RFC 4180). One line for each share. */
import type { ControlAudit } from '../../goods/declarations/controls/answers.ts';
import type { Share } from './intervals.tsx';

type Line = readonly (string | number)[];

const HEAD: Line = ['part', 'name', 'measure', 'count', 'of', 'low-95', 'high-95'];

export function auditCsv({ quarter, model, counts, audit }: ControlAudit): string {
  const lines: Line[] = [
    ['quarter', quarter, '', '', '', '', ''],
    ['model', model ?? 'none', '', '', '', '', ''],
    ...Object.entries(counts).map(([name, count]): Line => ['declarations', name, '', count, '', '', '']),
  ];
  if (audit !== null) {
    const { sample, fraudsInGreen, missed, bands, rules, deadRules, drift, ...groups } = audit;
    const { offices, traderSizes, lines: known } = groups;
    lines.push(
      line('sample', 'drawn', 'frauds', sample),
      ['sample', 'all-green', 'frauds', '', '', Math.floor(fraudsInGreen.low), Math.ceil(fraudsInGreen.high)],
      line('model', 'outside-high', 'frauds-of-the-sample', missed.outsideHigh),
      line('model', 'outside-high-and-raised', 'frauds-of-the-sample', missed.outsideRaised),
      ...bands.flatMap(({ band, drawn, all }) => [
        line('band', band, 'frauds-among-the-drawn', drawn),
        line('band', band, 'frauds-among-the-inspected', all),
      ]),
      ...rules.flatMap(({ rule, precision, missed: unseen, standing }) => [
        line('rule', rule, `frauds-among-the-inspected-${standing}`, precision),
        line('rule', rule, 'found-frauds-without-its-finding', unseen),
      ]),
      ...deadRules.map((rule): Line => ['rule', rule, 'no-case', '', '', '', '']),
      ...linesOf('office', offices),
      ...linesOf('trader-size', traderSizes),
      ...linesOf('known-lines', known),
    );
    if (drift !== null) {
      lines.push(
        ['drift', drift.hasChanged ? 'changed' : 'not-proven', 'stability', drift.stability, '', '', ''],
        line('drift', 'quarter-before', 'frauds-among-the-drawn', drift.before),
      );
    }
  }
  return `${[HEAD, ...lines].map((cells) => cells.join(',')).join('\r\n')}\r\n`;
}

function line(part: string, name: string, measure: string, { count, of, low, high }: Share): Line {
  return [part, name, measure, count, of, low, high];
}

function linesOf(part: string, groups: NonNullable<ControlAudit['audit']>['offices']): Line[] {
  return groups.flatMap(({ group, all, sample, missed }) => [
    line(part, group, 'frauds-among-the-inspected', all),
    line(part, group, 'frauds-among-the-drawn', sample),
    line(part, group, 'frauds-of-the-sample-outside-high', missed),
  ]);
}
