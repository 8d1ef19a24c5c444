/** The guide's page of all sections of the consoles, from the help that each section has. */
import { HELPS } from '../../../server/console/helps.ts';
import type { Meanings, SectionHelp } from '../../../server/console/help/section-help.ts';
import { HELP as SHELL } from '../../../server/console/shell/help.ts';
import { HELP as VERIFY } from '../../../server/console/verify/help.ts';

const sections: readonly SectionHelp[] = [
  SHELL,
  ...(await Promise.all(Object.values(HELPS).map((load) => load()))),
  VERIFY,
];

export function pagesInMarkdown(): string {
  const seen = new Set<string>();
  return sections.map((section) => sectionInMarkdown(section, seen)).join('\n\n');
}

/** @param seen titles of the words that an earlier section has explained */
function sectionInMarkdown({ title, purpose, meanings, views, keys }: SectionHelp, seen: Set<string>): string {
  return [
    `## ${title()}`,
    purpose(),
    ...meanings.flatMap((one) => tableOf(one, seen)),
    ...Object.values(views).flatMap((view) => [
      `### ${view.title()}`,
      view.purpose(),
      ...view.meanings.flatMap((one) => tableOf(one, seen)),
    ]),
    ...(keys === undefined
      ? []
      : ['| key | |\n| --- | --- |\n' + keys.map(({ key, says }) => `| \`${key}\` | ${says} |`).join('\n')]),
  ].join('\n\n');
}

function tableOf({ title, words, meanings }: Meanings, seen: Set<string>): string[] {
  // `alarms.md` has the alarms, each with its urgency
  if (title() === 'Alarms') return ['The alarms are in [alarms.md](alarms.md).'];
  if (seen.has(title())) return [];
  seen.add(title());
  const rows = Object.keys(meanings).map((key) => `| ${capitalised(words[key] ?? key)} | ${meanings[key]} |`);
  return [`| ${title()} | meaning |\n| --- | --- |\n${rows.join('\n')}`];
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
