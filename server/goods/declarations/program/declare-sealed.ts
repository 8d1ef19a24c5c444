/** Declares goods from a trader's own program: the declaration is judged and sealed there, and no plaintext leaves it. */
import type { z } from 'zod';
import { declarationSchema, type DeclarationView, problemSchema, sealingNumberSchema } from '../api/answers.ts';
import { SUBMISSION_HEADER } from '../api/vocabulary.ts';
import type { RefusalCode } from '../message/refusal.ts';
import { type MessageFormat, readDeclaration } from '../read-declaration.ts';
import type { Finding } from '../rules/finding.ts';
import { factsOf } from '../sealing/readable-facts.ts';
import { readersDigest, readersSchema } from '../sealing/readers.ts';
import { sealByTrader } from '../sealing/seal-by-trader.ts';
import type { SealedEnvelope } from '../sealing/sealed-envelope.ts';

export interface DeclareSealedOptions {
  /** Such as `https://declare.example`. */
  readonly at: string;
  /** `postern-trader-…`; `undefined` in the portal's page, whose session counts. */
  readonly key: string | undefined;
  /** Digest of the offices, hex, as the customs authority gave it to the trader. */
  readonly readers: string;
  readonly submissionKey: string;
  readonly nowMs: () => number;
  readonly fetch?: (url: URL, init: RequestInit) => Promise<Response>;
}

export type DeclareSealedOutcome =
  | { readonly kind: 'sent'; readonly declaration: DeclarationView }
  /** The declaration has errors; nothing was sent. */
  | { readonly kind: 'faulty'; readonly findings: readonly Finding[] }
  | {
      readonly kind: 'refused';
      readonly code: RefusalCode | 'other-readers' | 'no-reader' | 'unreachable' | 'malformed-answer' | (string & {});
    };

/**
 * The server is not believed about the offices: without the digest that the authority gave, it could name readers of its own. Each call seals
 * anew: after `unreachable`, look at `GET /v1/declarations` before another call, because the same `submissionKey` with other bytes is refused.
 */
export async function declareSealed(
  message: { readonly bytes: Uint8Array; readonly format: MessageFormat },
  options: DeclareSealedOptions,
): Promise<DeclareSealedOutcome> {
  const offered = await ask(options, 'GET', '/v1/office-keys', readersSchema);
  if (offered.kind === 'refused') return offered;
  if (readersDigest(offered.value) !== options.readers) return { kind: 'refused', code: 'other-readers' };
  const numbered = await ask(options, 'POST', '/v1/sealed-declarations/numbers', sealingNumberSchema);
  if (numbered.kind === 'refused') return numbered;
  const { number, trader, jurisdiction, today, rates } = numbered.value;
  const read = readDeclaration(message.bytes, message.format, {
    jurisdiction,
    today,
    ...(rates !== null && { rates }),
  });
  if (read.kind === 'refused') return read;
  const { declaration, findings } = read;
  if (declaration === undefined || !read.valid) return { kind: 'faulty', findings };
  const sealing = { declarationId: number, traderId: trader };
  const sealed = await sealByTrader(declaration, sealing, offered.value, options.nowMs());
  if (sealed.kind === 'no-reader') return { kind: 'refused', code: 'no-reader' };
  const facts = factsOf(declaration, findings, message.format);
  const envelope: SealedEnvelope = { number, facts, content: sealed.content };
  // The same bytes get the same answer, so a lost answer is asked for again
  let sent: Asked<DeclarationView> = UNREACHABLE;
  for (let tries = 0; tries < MAX_TRIES && sent.kind === 'refused' && sent.code === 'unreachable'; tries += 1)
    sent = await ask(options, 'POST', '/v1/sealed-declarations', declarationSchema, envelope);
  return sent.kind === 'refused' ? sent : { kind: 'sent', declaration: sent.value };
}

const MAX_TRIES = 3;
const UNREACHABLE = { kind: 'refused', code: 'unreachable' } as const;

type Asked<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | Extract<DeclareSealedOutcome, { readonly kind: 'refused' }>;

async function ask<T>(
  { at, key, submissionKey, fetch: send = fetch }: DeclareSealedOptions,
  method: 'GET' | 'POST',
  path: string,
  schema: z.ZodType<T>,
  body?: unknown,
): Promise<Asked<T>> {
  let text: string;
  let isOk: boolean;
  try {
    const response = await send(new URL(path, at), {
      method,
      redirect: 'error',
      headers: {
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && { 'content-type': 'application/json', [SUBMISSION_HEADER]: submissionKey }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    isOk = response.ok;
    text = await response.text();
  } catch {
    return UNREACHABLE;
  }
  const json = jsonIn(text);
  if (!isOk) return { kind: 'refused', code: problemSchema.safeParse(json).data?.code ?? 'malformed-answer' };
  const read = schema.safeParse(json);
  return read.success ? { kind: 'answered', value: read.data } : { kind: 'refused', code: 'malformed-answer' };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
