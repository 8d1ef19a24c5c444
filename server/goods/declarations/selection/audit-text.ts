/** The quarterly audit document of the selection, in Markdown. Pure. */
import { RULES } from '../rules/rule-texts.ts';
import {
  type Audit,
  auditOf,
  type Dispositions,
  type GroupAudit,
  type RuleAudit,
  type Share,
  STABILITY_LIMIT,
} from './audit.ts';

const STANDINGS: Readonly<Record<RuleAudit['standing'], string>> = {
  dead: 'no inspected declaration had a finding of it',
  'no-better': 'finds less than a draw: review it',
  undecided: 'too few inspections to tell it from a draw',
  better: 'finds more than a draw',
};

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const shown = ({ count, of, low, high }: Share): string =>
  of === 0 ? 'no case' : `${count} of ${of} = ${percent(count / of)} (${percent(low)} to ${percent(high)})`;

export function auditText(dispositions: Dispositions): string {
  const audit = auditOf(dispositions);
  return [
    `# Selection of declarations, ${dispositions.quarter}`,
    '',
    'Shares are given with their exact 95 % interval (Clopper and Pearson). The selection orders a queue; officers decide.',
    `Risk model: ${dispositions.model}.`,
    '',
    ...sampleLines(dispositions, audit),
    ...bandLines(audit),
    ...driftLines(audit),
    ...ruleLines(audit),
    ...groupLines('Offices', 'office', audit.offices),
    ...groupLines('Size of the trader', 'accepted declarations in the quarter', audit.traderSizes),
    ...groupLines('Goods lines that the model knows', 'lines', audit.lines),
    '## Limits',
    '',
    'An inspection that finds no fraud does not prove that there is none. Precision of rules and bands comes from declarations that were selected for',
    'inspection, and must not be read as a rate among all. The rate among green declarations and the misses come from the drawn sample alone.',
    '',
  ].join('\n');
}

function sampleLines({ current }: Dispositions, { sample, fraudsInGreen, missed }: Audit): string[] {
  const estimate = `${Math.floor(fraudsInGreen.low)} to ${Math.ceil(fraudsInGreen.high)} of ${current.green}`;
  return [
    '## The drawn sample',
    '',
    `- Frauds among the green declarations that were drawn and inspected blind: ${shown(sample)}.`,
    `- Frauds among all green declarations, by that interval: ${estimate}.`,
    `- Frauds of the sample that the model did not put into the band high: ${shown(missed.outsideHigh)}.`,
    `- Frauds of the sample that the model put into the band low: ${shown(missed.outsideRaised)}.`,
    '',
  ];
}

function bandLines({ bands }: Audit): string[] {
  return [
    '## Bands of the model',
    '',
    '| band | frauds among the drawn | frauds among all inspected |',
    '| --- | --- | --- |',
    ...bands.map(({ band, drawn, all }) => `| ${band} | ${shown(drawn)} | ${shown(all)} |`),
    '',
  ];
}

function driftLines({ drift }: Audit): string[] {
  if (drift === undefined) return ['## Drift', '', 'There is no earlier quarter with this model.', ''];
  const verdict = drift.hasChanged
    ? 'Changed: review the model before it orders further queues.'
    : 'No change is proven.';
  return [
    '## Drift',
    '',
    `- Population stability index of the bands: ${drift.stability.toFixed(3)} (limit ${STABILITY_LIMIT}).`,
    `- Frauds in the sample of the quarter before: ${shown(drift.before)}.`,
    `- ${verdict}`,
    '',
  ];
}

function groupLines(title: string, head: string, groups: readonly GroupAudit[]): string[] {
  const counted = groups.filter(({ all }) => all.of > 0);
  if (counted.length === 0) return [];
  return [
    `## ${title}`,
    '',
    `| ${head} | frauds among the inspected | frauds among the drawn | of those, not in the band high |`,
    '| --- | --- | --- | --- |',
    ...counted.map(
      ({ group, all, sample, missed }) => `| ${group} | ${shown(all)} | ${shown(sample)} | ${shown(missed)} |`,
    ),
    '',
  ];
}

function ruleLines({ rules }: Audit): string[] {
  const dead = rules.filter(({ standing }) => standing === 'dead');
  const row = ({ rule, precision, missed, standing }: RuleAudit): string =>
    `| ${rule} | ${RULES[rule].text} | ${shown(precision)} | ${shown(missed)} | ${STANDINGS[standing]} |`;
  return [
    '## Rules',
    '',
    '| rule | text | frauds among its inspected declarations | found frauds without its finding | standing |',
    '| --- | --- | --- | --- | --- |',
    ...rules.filter(({ standing }) => standing !== 'dead').map(row),
    '',
    `Rules without an inspected declaration: ${dead.map(({ rule }) => rule).join(', ') || 'none'}.`,
    '',
  ];
}
