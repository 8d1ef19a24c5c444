import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../../../models/files/project-root.ts';
import { HELPS } from '../../../../server/console/helps.ts';
import type { Meanings, SectionHelp } from '../../../../server/console/help/section-help.ts';
import { HELP as SHELL } from '../../../../server/console/shell/help.ts';
import { HELP as VERIFY } from '../../../../server/console/verify/help.ts';
import { vocabulariesIn, WITHOUT_EXPLANATION } from './vocabularies.ts';

const UI = join(projectRoot(), 'server/console');
const helps = new Map<string, SectionHelp>([
  ['shell', SHELL],
  ['verify', VERIFY],
]);
for (const [id, load] of Object.entries(HELPS)) helps.set(id, await load());

const meaningsOf = ({ meanings, views }: SectionHelp): readonly Meanings[] => [
  ...meanings,
  ...Object.values(views).flatMap((view) => view.meanings),
];
const all = [...helps.values()].flatMap(meaningsOf);
const sourceOf = (path: string) => readFileSync(join(UI, path), 'utf8');

describe('help of the consoles', () => {
  test('exists for every section in the list', () => {
    const ids = [...sourceOf('sections.ts').matchAll(/\bid: '([a-z-]+)'/g)].map(([, id]) => id);
    expect(ids.length).toBeGreaterThan(9);
    expect(ids.filter((id) => !helps.has(String(id)))).toEqual([]);
  });

  test('has a page for every view of a section, and no other', () => {
    for (const [id, help] of helps) {
      if (!readdirSync(UI).includes(id) || !readdirSync(join(UI, id)).includes('section.tsx')) continue;
      const views =
        id === 'officer'
          ? [...(/PAGES = \[([^\]]*)\]/.exec(sourceOf('officer/pages.ts'))?.[1] ?? '').matchAll(/'([a-z-]+)'/g)]
          : [...sourceOf(`${id}/section.tsx`).matchAll(/\{\s*id: '([a-z-]+)',\s*(?:get )?title/g)];
      const named = views.map(([, view]) => view);
      expect([id, Object.keys(help.views).sort()]).toEqual([id, named.sort()]);
    }
  });

  test('has a purpose for every section and view, and a meaning for every word', () => {
    for (const help of helps.values()) {
      for (const { title, purpose } of [help, ...Object.values(help.views)]) {
        expect(title().length).toBeGreaterThan(2);
        expect(purpose()).toMatch(/^[A-Z].{30,}\.$/s);
      }
    }
    for (const { words, meanings } of all) {
      expect(Object.keys(words).sort()).toEqual(Object.keys(meanings).sort());
      for (const meaning of Object.values(meanings)) expect(meaning).toMatch(/\.$/);
    }
  });

  test('takes its words from the tables of the pages, except words inside sentences', () => {
    const own = readdirSync(UI, { recursive: true, encoding: 'utf8' })
      .filter((file) => /(?:^|\/)(?:help|shared-meanings)\.ts$/.test(file))
      .flatMap((file) => [
        ...sourceOf(file).matchAll(/const (\w+): Meanings<[^=]*= \{\s*title: [^\n]*\n\s*words: translated\(\{/g),
      ])
      .map(([, name]) => name);
    expect(own.sort()).toEqual(['CONDITIONS', 'OVERDUE', 'STARTS', 'VERDICTS', 'WITNESSES']);
  });

  test('explains only words that a screen shows', () => {
    const screens = readdirSync(UI, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !/(?:^|\/)help\.ts$|^languages\//.test(file))
      .map(sourceOf)
      .concat(
        ['reports', 'alarms'].map((room) =>
          readFileSync(join(projectRoot(), `server/records/${room}/words.ts`), 'utf8'),
        ),
      )
      .join('\n')
      .replaceAll("\\'", "'");
    // The page says these in a sentence with the number and the time
    const inSentences = ['The lane reports it', 'The lane is silent', 'No report came'];
    const words = all.flatMap((one) => Object.values(one.words));
    expect(words.filter((word) => !screens.includes(word) && !inSentences.includes(word))).toEqual([]);
  });

  test('explains every state of the contract, except those in the list of exceptions', () => {
    const explained = all.map(({ meanings }) => new Set(Object.keys(meanings)));
    const isExplained = (words: readonly string[]) => explained.some((known) => words.every((word) => known.has(word)));
    const vocabularies = vocabulariesIn(join(projectRoot(), 'server'));
    expect(vocabularies.size).toBeGreaterThan(50);
    const missing = [...vocabularies].filter(([name, words]) => !isExplained(words) && !(name in WITHOUT_EXPLANATION));
    expect(missing.map(([name]) => name)).toEqual([]);
    const needless = Object.keys(WITHOUT_EXPLANATION).filter((name) => {
      const words = vocabularies.get(name);
      return words === undefined || isExplained(words);
    });
    expect(needless).toEqual([]);
  });
});
