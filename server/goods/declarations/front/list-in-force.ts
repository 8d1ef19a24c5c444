import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { replaceFileSync } from '../../../../hardware/host/durable-file-sync.ts';

const schema = z.strictObject({ number: z.int().min(1), digest: z.string() });
/** Number and digest of a list of offices. */
export type ListInForce = Readonly<z.infer<typeof schema>>;

/** The newest list that was in force here, so that an older one is refused. Throws for a damaged file. */
export function readListInForce(file: string): ListInForce | undefined {
  return existsSync(file) ? schema.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}

export function writeListInForce(file: string, list: ListInForce): void {
  replaceFileSync(file, `${JSON.stringify(list)}\n`);
}
