/** Judges declarations beside the page, so that typing stays smooth in a declaration with many items. */
import '../../schemas-interpreted.ts';
import { judgeDeclaration } from '../../../goods/declarations/judge-declaration.ts';
import type { JudgeAnswer, JudgeQuestion } from './judge-messages.ts';

addEventListener('message', ({ data }: MessageEvent<JudgeQuestion>) => {
  const { id, content, context } = data;
  const { findings } = judgeDeclaration(content, context);
  postMessage({ id, findings } satisfies JudgeAnswer);
});
