import { t } from '../languages/text.ts';

/** Larger than each file of an agreement, and less than a proposal may have. */
const MAX_BYTES = 16_384;

export type JsonFile =
  | { readonly kind: 'read'; readonly json: unknown }
  | { readonly kind: 'refused'; readonly words: string };

/** The content of a file that a person chose. Whether it is right, the server judges. */
export async function readJsonFile(file: Pick<File, 'size' | 'text' | 'name'>): Promise<JsonFile> {
  if (file.size > MAX_BYTES)
    return { kind: 'refused', words: t('{file} is larger than 16 KiB and was not read.', { file: file.name }) };
  try {
    return { kind: 'read', json: JSON.parse(await file.text()) };
  } catch {
    return { kind: 'refused', words: t('{file} cannot be read as JSON.', { file: file.name }) };
  }
}
