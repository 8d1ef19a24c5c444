/** The generated parts of READMEs. Each is between `<!-- MARK -->` and `<!-- end -->`. */
import type { Program } from '../../../hardware/host/run-program.ts';
import { LANE_PROGRAMS } from '../../../kiosk/main/commands/programs.ts';
import { environmentSchema as kioskSchema } from '../../../kiosk/platform/config/environment.ts';
import { prometheusRules } from '../../../server/oversight/alerts/prometheus-rules.ts';
import { SERVER_PROGRAMS } from '../../../server/main/commands/programs.ts';
import { environmentSchema as serverSchema, SHOULD_BE } from '../../../server/main/config/environment.ts';
import { BENCHES } from '../../bench/benches.ts';
import { faultsInMarkdown } from '../../../kiosk/main/doctor/fault-words.ts';
import { costInMarkdown } from '../../support/times/cost-in-markdown.ts';
import { ageOfRecord, recordsOf, shownAge } from '../../bench/support/stale-records.ts';
import { statesInMarkdown, statesInMermaid } from '../../kiosk/lane/state-machine/states/write-states.ts';
import { HARDWARE_STOREYS, KIOSK_STOREYS, MODELS_STOREYS, SERVER_STOREYS } from '../floors.ts';
import { tablesInMarkdown } from '../table-writers.ts';
import { floorsInMermaid } from './floors-diagram.ts';
import { measurementsInMarkdown } from './measurements-table.ts';
import { pagesInMarkdown } from './pages-of-consoles.ts';
import { proofsInMarkdown } from './proofs-table.ts';
import { variablesInMarkdown } from './variables-table.ts';

export interface GeneratedPart {
  /** Relative to the project's root. */
  readonly file: string;
  readonly mark: string;
  readonly write: () => string;
}

const DOMAINS_WITH_TABLES = [
  ...['records', 'people', 'lanes', 'privacy', 'border', 'intake', 'goods', 'sharing', 'oversight'],
];

export const GENERATED_PARTS: readonly GeneratedPart[] = [
  { file: 'kiosk/lane/state-machine/README.md', mark: 'diagram of the states', write: statesInMermaid },
  { file: 'kiosk/lane/state-machine/README.md', mark: 'table of the states', write: statesInMarkdown },
  { file: 'kiosk/README.md', mark: 'floors', write: () => floorsInMermaid(KIOSK_STOREYS) },
  { file: 'kiosk/README.md', mark: 'variables', write: () => variablesInMarkdown(kioskSchema) },
  { file: 'README.md', mark: 'measurements', write: measurementsInMarkdown },
  { file: '.github/COMMANDS.md', mark: 'programs', write: programsInMarkdown },
  { file: '.github/COMMANDS.md', mark: 'benches', write: benchesInMarkdown },
  { file: 'hardware/README.md', mark: 'floors', write: () => floorsInMermaid(HARDWARE_STOREYS) },
  { file: 'models/README.md', mark: 'floors', write: () => floorsInMermaid(MODELS_STOREYS) },
  { file: 'kiosk/main/guide/faults.md', mark: 'faults', write: faultsInMarkdown },
  { file: 'server/main/guide/pages.md', mark: 'pages', write: pagesInMarkdown },
  { file: 'test/README.md', mark: 'cost', write: costInMarkdown },
  { file: 'server/records/ledger/reconcile/README.md', mark: 'proofs', write: proofsInMarkdown },
  ...DOMAINS_WITH_TABLES.map((domain) => ({
    file: `server/${domain}/README.md`,
    mark: 'tables',
    write: () => tablesInMarkdown(domain),
  })),
  { file: 'server/README.md', mark: 'floors', write: () => floorsInMermaid(SERVER_STOREYS) },
  { file: 'server/README.md', mark: 'variables', write: () => variablesInMarkdown(serverSchema, SHOULD_BE) },
];

/** Files that are generated as a whole. */
export const GENERATED_FILES: readonly Omit<GeneratedPart, 'mark'>[] = [
  { file: 'server/oversight/alerts/postern.rules.yml', write: prometheusRules },
];

function benchesInMarkdown(): string {
  const rows = Object.entries(BENCHES).map(([name, bench]) => {
    const ages = recordsOf(bench).map((record) => shownAge(ageOfRecord(record)));
    return `| \`${name}\` | ${bench.measures} | ${[...new Set(ages)].join('; ')} |`;
  });
  return ['| name | measures | recorded |', '| --- | --- | --- |', ...rows].join('\n');
}

/** The current part of the file; `undefined` when a mark is missing. */
export function partIn(text: string, mark: string): string | undefined {
  return placeOf(mark).exec(text)?.[2];
}

export function withPart(text: string, { mark, write }: GeneratedPart): string {
  return text.replace(placeOf(mark), (_all, begin: string, _old: string, end: string) => `${begin}${write()}${end}`);
}

function placeOf(mark: string): RegExp {
  return new RegExp(`(<!-- ${mark} -->\n)([^]*?)(\n<!-- end -->)`);
}

function programsInMarkdown(): string {
  const rowsOf = (command: string, programs: Readonly<Record<string, Program>>) =>
    Object.entries(programs).map(([name, { summary }]) => `| \`${command} ${name}\` | ${summary} |`);
  const rows = [...rowsOf('postern-server', SERVER_PROGRAMS), ...rowsOf('postern-lane', LANE_PROGRAMS)];
  return ['| program | |', '| --- | --- |', ...rows].join('\n');
}
