/** A form of a decision has nothing chosen in advance: the default would decide. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';

/** Choices with a first value: what a page shows, or the form of a record whose outcome another person decides. */
const MAY_BEGIN_CHOSEN: Readonly<Record<string, string>> = {
  'administration/components.tsx filter': 'what is shown',
  'alerts/alerts.tsx part': 'what is shown',
  'alerts/channel-form.tsx kind': 'which fields of a new channel are shown',
  'alerts/channel-form.tsx language': 'the language of messages',
  'alerts/log.tsx filter': 'what is shown',
  'alerts/route-form.tsx places': 'all lanes, so that no alarm is missed',
  'alerts/route-form.tsx sendsOver': 'the end of an alarm is told too',
  'compliance/breaches.tsx origin': 'where a new case comes from; its outcome is decided later',
  'customs/controls.tsx route': 'what is shown',
  'decisions/duty-form.tsx lanes': 'all lanes of the sites, which have no first value',
  'decisions/proposals.tsx filter': 'what is shown',
  'figures/figures.tsx chosen': 'what is shown',
  'officer/evidence/compare-faces.tsx mode': 'how two pictures are shown',
  'portal/mandates/mandates-page.tsx kind':
    'the usual kind of a mandate, which the trader gives to others for their own goods',
  'privacy/view/requests.tsx by': 'how a traveller is found',
  'training/drills.tsx scenario': 'a drill is announced by name and reviewed by another person',
  'training/drills.tsx who': 'a drill is announced by name and reviewed by another person',
  'training/refresher-form.tsx role': 'used only when a role is named',
  'training/refresher-form.tsx who': 'a role or named people, both still to be entered',
};

/** Lists that show their first line: which file, which period, and which right a traveller claimed. */
const NATIVE_LISTS: readonly string[] = [
  'compliance/year-file.tsx',
  'error-rates/page.tsx',
  'privacy/parts/export-panel.tsx',
  'privacy/parts/export-panel.tsx',
  'privacy/view/requests.tsx',
];

const ui = join(projectRoot(), 'server/console');
const pages = readdirSync(ui, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.tsx'))
  .map((path) => ({ path, source: readFileSync(join(ui, path), 'utf8') }));

it('no choice begins with a word of a closed list, except those named here', () => {
  const found = pages.flatMap(({ path, source }) =>
    [...source.matchAll(/const (\w+) = useSignal(?:<[^;]*?>)?\((?:[^'()]*\? )?'[a-z][a-z-]*'/g)].map(
      ([, name]) => `${path} ${name}`,
    ),
  );
  expect(found.sort()).toEqual(Object.keys(MAY_BEGIN_CHOSEN));
});

it('no form of a decision sets a radio button or an option by itself', () => {
  const found = pages.filter(({ source }) =>
    /\b(?:defaultChecked|defaultValue=\{?[A-Z_]+\[0\]|selected(?:=\{true\}|\s*\/?>))/.test(source),
  );
  expect(found.map(({ path }) => path)).toEqual([]);
});

it('each list that opens begins with a line that chooses nothing, or shows the chosen one', () => {
  const native = pages.flatMap(({ path, source }) =>
    [...source.matchAll(/<select\b[^]*?<\/select>/g)]
      .map(([text]) => text)
      .filter((text) => !/value=\{/.test(text.slice(0, text.indexOf('<option'))) && !text.includes('<option value=""'))
      .map(() => path),
  );
  expect(native).toEqual(NATIVE_LISTS);
});
