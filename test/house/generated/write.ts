/** `npm run readmes`: writes the generated parts of READMEs, and generated files. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../models/files/project-root.ts';
import { GENERATED_FILES, GENERATED_PARTS, withPart } from './parts.ts';

for (const part of GENERATED_PARTS) {
  const path = join(projectRoot(), part.file);
  writeFileSync(path, withPart(readFileSync(path, 'utf8'), part));
}
for (const { file, write } of GENERATED_FILES) writeFileSync(join(projectRoot(), file), write());
