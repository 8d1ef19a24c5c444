/** Reads codes while the customs questions are on the screen: codes with answers to them, and codes of declared goods. */
import type { GoodsRefusal } from '../../rules/declaration/goods-finding.ts';
import { DeviceError } from '../../../hardware/device/device-error.ts';
import type { TokenReading } from '../../../hardware/token-reader/token-reader.ts';
import { wipeReading } from '../../../hardware/token-reader/wipe-reading.ts';
import { isGoodsCode } from '../../../server/contract/goods-code.ts';
import { readDeclarationCode } from '../../../server/contract/read-declaration-code.ts';
import type { KioskEvent } from '../../platform/base/events.ts';
import type { CodeRefusal } from '../../platform/base/vocabulary.ts';
import type { Policy } from '../../rules/decision/policy.ts';
import { judgeGoodsCode } from './goods-code.ts';
import type { DeclarationCodes, LaneParts } from './lane-parts.ts';
import type { CodeProgress } from './lane-view.ts';
import type { StepContext } from './step-context.ts';

/** Codes that one traveller can show. Then they answer the questions on the screen. */
export const CODES_PER_TRAVELLER = 5;

/** Longer than the phase with all its extensions: the lane ends it. */
const WAIT_FOR_CODE_MS = 15 * 60_000;

type Parts = Pick<LaneParts, 'clock' | 'log' | 'devices' | 'declarationCodes'>;

/**
 * Shows the answers of the first valid code, and why a code is refused. The traveller confirms or changes them like answers that were given
 * here. A broken reader leaves the questions as they are.
 */
export function createCodeEffect(
  parts: Parts,
  { traveller, background, begin, show, dispatch }: StepContext,
): () => void {
  const { clock, log, devices, declarationCodes: codes } = parts;

  const next = (signal: AbortSignal): Promise<TokenReading | undefined> =>
    devices.tokenReader?.read({ timeoutMs: WAIT_FOR_CODE_MS, signal }).catch((error: unknown) => {
      // The wait of most travellers ends because they have answered
      if (signal.aborted || error instanceof DeviceError) return undefined;
      throw error;
    }) ?? Promise.resolve(undefined);

  return () => {
    const { declaration } = traveller.policy();
    const { tokenReader } = devices;
    if (codes === undefined || declaration === undefined) return;
    if (tokenReader === undefined || tokenReader.status().kind === 'disconnected') return;
    const { signal, current } = begin();
    const progress = (code: CodeProgress | undefined): void => {
      if (current()) show({ code });
    };
    const toDesk = (why: GoodsRefusal): void => {
      if (current()) dispatch({ kind: 'goods-refused', why });
    };
    let isGoods = false;
    progress({ kind: 'awaited' });
    background.run(
      'read-declaration-code',
      async () => {
        for (let shown = 0; shown < CODES_PER_TRAVELLER; shown++) {
          const reading = await next(signal);
          if (!current()) return reading && wipeReading(reading);
          if (reading === undefined || reading.kind === 'nothing') return progress(undefined);
          isGoods = declaration.goodsCodes !== undefined && reading.kind === 'read' && isGoodsCode(reading.text);
          const found = await judge(codes, reading, declaration, clock.wallMs(), signal);
          if (found.kind === 'goods-refused') {
            log({ event: 'goods-code', found: found.why });
            // An officer looks at the goods, so no further code is read
            return toDesk(found.why);
          }
          log(eventOf(found));
          progress(found.progress);
          // A code of goods may follow
          if (found.kind === 'answers' && declaration.goodsCodes === undefined) return;
        }
      },
      () => (isGoods ? toDesk('no-answer') : progress(undefined)),
    );
  };
}

type Found =
  | { readonly kind: 'answers' | 'goods-cleared'; readonly progress: CodeProgress }
  | { readonly kind: 'refused'; readonly why: CodeRefusal; readonly progress: CodeProgress }
  | { readonly kind: 'goods-refused'; readonly why: GoodsRefusal };

function eventOf(found: Exclude<Found, { readonly kind: 'goods-refused' }>): KioskEvent {
  switch (found.kind) {
    case 'goods-cleared':
      return { event: 'goods-code', found: 'cleared' };
    case 'answers':
      return { event: 'declaration-code', found: 'accepted' };
    case 'refused':
      return { event: 'declaration-code', found: found.why };
  }
}

/** Marks a valid code as used before its answers are shown, or its goods are cleared. Rejects with `StoreError`, and as the secure element does. */
async function judge(
  codes: DeclarationCodes,
  reading: Exclude<TokenReading, { readonly kind: 'nothing' }>,
  { rules, phoneCodes, goodsCodes }: NonNullable<Policy['declaration']>,
  nowMs: number,
  signal: AbortSignal,
): Promise<Found> {
  if (reading.kind === 'unreadable') return refused('unreadable');
  try {
    if (goodsCodes !== undefined && isGoodsCode(reading.text)) {
      const shown = await judgeGoodsCode(codes, reading.text, goodsCodes, nowMs, signal);
      // Misread: the traveller shows it again
      if (shown === 'malformed' || shown === 'other-version') return refused('malformed');
      if (shown === 'cleared') return { kind: 'goods-cleared', progress: { kind: 'goods-cleared' } };
      return { kind: 'goods-refused', why: shown };
    }
    if (phoneCodes === undefined) return refused('malformed');
    const read = readDeclarationCode(reading.text, { rules, serverKeys: codes.serverKeys(), nowMs });
    if (read.kind === 'refused') return refused(read.code);
    const { answer, use, endsAt } = read.code;
    if (!(await codes.used.use(use, endsAt))) return refused('used');
    return { kind: 'answers', progress: { kind: 'shown', goods: answer.goods } };
  } finally {
    wipeReading(reading);
  }
}

function refused(why: CodeRefusal): Found {
  return { kind: 'refused', why, progress: { kind: 'refused', why } };
}
