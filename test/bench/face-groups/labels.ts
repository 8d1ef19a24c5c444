import { readFileSync } from 'node:fs';

/** The labels of one image. A missing column is `undefined`. */
export interface Label {
  readonly file: string;
  readonly person: string | undefined;
  readonly sex: string | undefined;
  readonly ethnicity: string | undefined;
  readonly age: string | undefined;
}

/** The list is invalid. The message names the line. */
export class LabelsError extends Error {
  override readonly name = 'LabelsError';
}

const COLUMNS = ['person', 'sex', 'ethnicity', 'age'] as const;

/**
 * Parses a list of labels: a header that names its columns, then one image per line, separated by tabs. `file` and
 * `sex` are required; `ethnicity`, `age` and `person` are optional, and other columns are ignored.
 *
 * @throws LabelsError for a header without the required columns, a line with a wrong number of fields, an empty label,
 *   a path outside the folder of images, and an image that occurs twice
 */
export function parseLabels(text: string): Label[] {
  const [header = '', ...lines] = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  const columns = header.split('\t');
  for (const required of ['file', 'sex']) {
    if (!columns.includes(required)) throw new LabelsError(`line 1: no column "${required}" between tabs`);
  }
  const seen = new Set<string>();
  return lines.map((line, index) => {
    const fields = line.split('\t');
    const refuse = (why: string): never => {
      throw new LabelsError(`line ${index + 2}: ${why}`);
    };
    if (fields.length !== columns.length) refuse(`${fields.length} fields instead of ${columns.length}`);
    const valueOf = (name: string): string | undefined => {
      const at = columns.indexOf(name);
      if (at >= 0 && fields[at] === '') refuse(`"${name}" is empty`);
      return fields[at];
    };
    const file = valueOf('file') ?? '';
    if (file.startsWith('/') || file.split(/[/\\]/).includes('..')) refuse(`${file} leads out of the folder of images`);
    if (seen.has(file)) refuse(`${file} occurs twice`);
    seen.add(file);
    const [person, sex, ethnicity, age] = COLUMNS.map(valueOf);
    return { file, person, sex, ethnicity, age };
  });
}

/** Reads a list of labels. @throws LabelsError that names the file */
export function readLabels(file: string): Label[] {
  try {
    return parseLabels(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new LabelsError(`${file}: ${cause instanceof LabelsError ? cause.message : 'cannot be read'}`, { cause });
  }
}
