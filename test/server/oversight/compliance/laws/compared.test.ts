/** Rules that no one has compared with a text are the ones that the README names, and no others. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../../../../models/files/project-root.ts';
import { FRAMEWORKS } from '../../../../../server/oversight/compliance/frameworks/frameworks.ts';
import { BREACH_LAWS } from '../../../../../server/oversight/compliance/laws/breach-laws.ts';

test('the README names each rule without a date', () => {
  const open = [
    ...FRAMEWORKS.flatMap(({ id: law, rules }) => rules.map((rule) => ({ law, ...rule }))),
    ...BREACH_LAWS.flatMap(({ id: law, duties }) => duties.map((duty) => ({ law, ...duty }))),
  ].filter(({ retrieved }) => retrieved === null);
  expect(open.map(({ law, article }) => `${law}: ${article}`).sort()).toEqual([
    'uk-gdpr: Art. 9(2)(g)',
    'us-federal: M-17-12, notification of individuals',
    'us-federal: M-17-12, reporting to US-CERT (now CISA)',
  ]);
  const text = readFileSync(join(projectRoot(), 'server/oversight/compliance/README.md'), 'utf8');
  expect(text).toContain('UK GDPR Art. 9(2)(g) and OMB M-17-12');
});
