import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { modulesReplaced, processSharers, serverSharers } from './process-sharers.ts';
import { temporaryFolder } from './temporary-folder.ts';

test('shared process: only for tests whose imports, direct or indirect, stay inside the process', () => {
  const root = temporaryFolder();
  const files: Readonly<Record<string, string>> = {
    'test/adds.test.js': "import { test } from 'vitest';\nimport { add } from '../code/add.js';",
    'test/starts.test.js': "import { start } from '../code/start.js';",
    'test/further/starts-later.test.js': "import { later } from '../../code/later.js';",
    'test/says-again.test.js': "import { again } from '../code/again.js';",
    'test/speaks-of-it.test.js': 'const name = "import { spawn } from \'node:child_process\';";',
    'test/sets.test.js': "process.env['MODE'] = 'production';",
    'test/replaces.test.js': "vi.mock('node:fs', () => disk);",
    'test/flows/walks.test.js': "import { test } from 'vitest';",
    'code/add.js': "import { z } from 'zod';\nimport { join } from 'node:path';",
    'code/start.js': "import { add } from './add.js';\nimport { spawn } from 'node:child_process';",
    'code/later.js': "const load = () => import('./start.js');",
    'code/again.js': "export { open } from 'onnxruntime-node';",
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  expect(processSharers(root)).toEqual(['test/adds.test.js', 'test/speaks-of-it.test.js']);
  expect(modulesReplaced(root)).toEqual(['test/replaces.test.js']);
});

test('a test of the server shares its process where it has a database and neither starts a program nor sets what the process has', () => {
  const root = temporaryFolder();
  const fixtures = "import { engines } from '../../fixtures/engines.js';";
  const files: Readonly<Record<string, string>> = {
    'test/server/fixtures/engines.js': "import { execFileSync } from 'node:child_process';",
    'test/server/people/people/adds.test.js': fixtures,
    'test/server/people/people/counts.test.js': "import { test } from 'vitest';",
    'test/server/people/people/starts.test.js': `${fixtures}\nimport { spawn } from 'node:child_process';`,
    'test/server/people/people/runs.test.js': `${fixtures}\nawait execFile('node', []);`,
    'test/server/people/people/sets.test.js': `${fixtures}\nprocess.env['MODE'] = 'production';`,
    'test/server/people/people/turns.test.js': `${fixtures}\nvi.useFakeTimers();`,
    'test/server/console/shows.test.js': "import { engines } from '../fixtures/engines.js';",
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  expect(serverSharers(root)).toEqual(['test/server/people/people/adds.test.js']);
});
