import type { RuleContext } from '../../../goods/declarations/rules/context.ts';
import type { Finding } from '../../../goods/declarations/rules/finding.ts';

export interface JudgeQuestion {
  readonly id: number;
  readonly content: unknown;
  readonly context: Pick<RuleContext, 'jurisdiction' | 'today' | 'rates'>;
}

export interface JudgeAnswer {
  readonly id: number;
  readonly findings: readonly Finding[];
}
