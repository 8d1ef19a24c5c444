/** `npm run readmes`: writes the generated parts of the access README. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../../models/files/project-root.ts';
import { PARTS, README } from './readme-table.ts';

const file = join(projectRoot(), README);
let text = readFileSync(file, 'utf8');
for (const [mark, write] of Object.entries(PARTS)) {
  const place = new RegExp(`(<!-- ${mark} -->\n)[^]*?(\n<!-- end -->)`);
  const written = await write();
  text = text.replace(place, (_all, begin: string, end: string) => `${begin}${written}${end}`);
}
writeFileSync(file, text);
