import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { SpecimenPhotograph } from './specimens.ts';

/** The folder of sample photographs inside the installed `@vladmandic/face-api`. Throws when the package is missing. */
export function photographsFolder(): string {
  const manifest = createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json');
  return join(dirname(manifest), 'demo');
}

export function photographPath(photograph: SpecimenPhotograph): string {
  return join(photographsFolder(), photograph.file);
}
