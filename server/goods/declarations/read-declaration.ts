/** A declaration as it arrives, in JSON or XML, to findings or a coded refusal. */
import { judgeDeclaration, type Judgement } from './judge-declaration.ts';
import { readJson } from './message/read-json.ts';
import { MessageRefused, type RefusalCode } from './message/refusal.ts';
import { mapWco } from './message/wco-xml.ts';
import { readXml } from './message/xml-tree.ts';
import type { RuleContext } from './rules/context.ts';
import { type Finding, finding } from './rules/finding.ts';

export const MESSAGE_FORMATS = ['json', 'xml'] as const;
export type MessageFormat = (typeof MESSAGE_FORMATS)[number];

export type ReadDeclaration =
  | ({ readonly kind: 'judged' } & Judgement)
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly line?: number };

export function readDeclaration(bytes: Uint8Array, format: MessageFormat, context: RuleContext): ReadDeclaration {
  try {
    if (format === 'json') return { kind: 'judged', ...judgeDeclaration(readJson(bytes), context) };
    const { content, lines, left } = mapWco(readXml(bytes));
    const judgement = judgeDeclaration(content, context);
    const findings = judgement.findings.map((one) => withLine(one, lines));
    const untaken = left.map((line) => ({ ...finding('xml-not-taken', ''), line }));
    return { kind: 'judged', ...judgement, findings: [...findings, ...untaken] };
  } catch (error) {
    if (!(error instanceof MessageRefused)) throw error;
    return { kind: 'refused', code: error.code, ...(error.line === undefined ? {} : { line: error.line }) };
  }
}

/** The line of the value, or of the nearest group around it. */
function withLine(one: Finding, lines: ReadonlyMap<string, number>): Finding {
  for (let pointer = one.pointer; pointer !== ''; pointer = pointer.slice(0, pointer.lastIndexOf('/'))) {
    const line = lines.get(pointer);
    if (line !== undefined) return { ...one, line };
  }
  return one;
}
