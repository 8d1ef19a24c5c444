/** From the bytes of a message to a submission without plaintext. */
import { createHmac } from 'node:crypto';
import type { RiskModel } from '../../../../models/risk/risk-model.ts';
import type { Declaration } from '../form/declaration.ts';
import { readDeclaration, type MessageFormat } from '../read-declaration.ts';
import type { RefusalCode } from '../message/refusal.ts';
import type { SelectionSet } from '../../../contract/rules/selection-set.ts';
import type { RuleContext } from '../rules/context.ts';
import { fingerprintsOf } from '../rules/duplicates.ts';
import { representationOf } from '../rules/representation.ts';
import { factsOf } from '../sealing/readable-facts.ts';
import { sealDeclaration, type SealingOffices } from '../sealing/seal-declaration.ts';
import type { Sealing } from '../sealing/sealed-form.ts';
import { judgeSelection } from '../selection/judge-selection.ts';
import { scoreDeclaration } from '../selection/score-declaration.ts';
import type { Submission } from './submission.ts';

export interface TakingParts {
  readonly offices: SealingOffices;
  readonly fingerprintKey: Uint8Array;
  readonly context: RuleContext;
  /** `undefined`: its file cannot be used. */
  readonly riskModel: RiskModel | undefined;
  /** The selection rules in use; `undefined`: there are none. */
  readonly rules: { readonly digest: string; readonly set: SelectionSet } | undefined;
  /** Days since the trader was first known here. */
  readonly traderDays: number | undefined;
  readonly nowMs: number;
}

export interface Message {
  /** Wiped. */
  readonly bytes: Uint8Array;
  readonly format: MessageFormat;
  readonly submissionKey: string;
  /** The trader who sends it. */
  readonly filer: string;
}

export type Taken =
  | { readonly kind: 'taken'; readonly submission: Submission }
  | { readonly kind: 'refused'; readonly code: RefusalCode | 'unavailable'; readonly line?: number };

export async function takeDeclaration(message: Message, sealing: Sealing, parts: TakingParts): Promise<Taken> {
  const { bytes, format, submissionKey, filer } = message;
  const { offices, fingerprintKey, context, nowMs } = parts;
  const isRepresented = filer !== sealing.traderId;
  const digest = (purpose: string, content: string | Uint8Array) =>
    createHmac('sha256', fingerprintKey).update(`${purpose}\n${filer}\n`).update(content).digest('hex');
  // The same message for another principal is another message
  const messageDigest = digest(isRepresented ? `message for ${sealing.traderId}` : 'message', bytes);
  const read = readDeclaration(bytes, format, context);
  bytes.fill(0);
  if (read.kind === 'refused') return read;
  const facts = factsOf(read.declaration, read.findings, format);
  const submission = {
    declarationId: sealing.declarationId,
    submission: digest('submission', submissionKey),
    message: messageDigest,
    facts,
    representation: isRepresented ? representationOf(read.declaration, fingerprintKey) : null,
  };
  if (facts.state === 'rejected' || read.declaration === undefined)
    return {
      kind: 'taken',
      submission: { ...submission, risk: null, selected: null, fingerprints: [], content: undefined },
    };
  const sealed = await sealDeclaration(read.declaration, sealing, offices, nowMs);
  if (sealed.kind === 'unreadable') return { kind: 'refused', code: 'unavailable' };
  const { groups, offices: keys } = sealed;
  const fingerprints = fingerprintsOf(read.declaration, fingerprintKey);
  const risk = scoreDeclaration(parts.riskModel, read.declaration);
  const selected = selectedBy(parts, read.declaration);
  return {
    kind: 'taken',
    submission: { ...submission, risk, selected, fingerprints, content: { groups, offices: keys } },
  };
}

function selectedBy(
  { rules, context: { rates, today }, traderDays }: TakingParts,
  declaration: Declaration,
): Submission['selected'] {
  if (rules === undefined) return null;
  return { set: rules.digest, ...judgeSelection(rules.set, declaration, { rates, traderDays, today }) };
}
