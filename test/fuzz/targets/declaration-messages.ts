import { readDeclaration } from '../../../server/goods/declarations/read-declaration.ts';
import { judgeDeclaration, MAX_FINDINGS } from '../../../server/goods/declarations/judge-declaration.ts';
import { B1, H1, H7, WCO_XML } from '../../server/goods/declarations/fixtures/declarations.ts';
import { never } from '../fuzz-target.ts';

const EU = { jurisdiction: 'EU', today: '2026-11-28' } as const;

/** A declaration of each data set, and one in XML. */
export const seeds = () =>
  Promise.resolve(
    [...[H1, H7, B1].map((one) => JSON.stringify(one)), WCO_XML].map((text) => Uint8Array.from(Buffer.from(text))),
  );

/** A message is refused, or gives findings and values that have the form of a declaration. */
export function fuzz(data: Uint8Array): void {
  for (const format of ['json', 'xml'] as const) {
    const read = readDeclaration(data, format, EU);
    if (read.kind === 'refused') continue;
    if (read.findings.length > MAX_FINDINGS + 100) never('more findings than the most');
    if (read.declaration === undefined && read.findings.length === 0) never('neither a declaration nor a finding');
    if (read.declaration !== undefined && judgeDeclaration(read.declaration, EU).declaration === undefined)
      never('values that are no declaration');
  }
}
