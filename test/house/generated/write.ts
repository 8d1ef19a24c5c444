/** `npm run readmes`: writes the generated parts of READMEs. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../models/files/project-root.ts';
import { GENERATED_PARTS, withPart } from './parts.ts';

for (const part of GENERATED_PARTS) {
  const path = join(projectRoot(), part.file);
  writeFileSync(path, withPart(readFileSync(path, 'utf8'), part));
}
