import type { DeclarationRules, GoodsRule } from '../../declaration/rules.ts';
import type { ScreenModel } from '../model/screen-model.ts';
import { amountText } from '../words/amounts.ts';

/** The traveller's goods, with amounts where the rules count them. */
export function GoodsChoice({ model, rules }: { model: ScreenModel; rules: DeclarationRules }) {
  const { kinds } = model.words.value.declaration;
  const { chosen, toggle } = model.declaration;
  return (
    <div class="goods" role="group" aria-label={model.instruction.value.title}>
      {rules.goods.map((rule) => {
        const isChosen = chosen.value.has(rule.goods);
        return (
          <div key={rule.goods} class="goods-line">
            <button type="button" class="goods-kind" aria-pressed={isChosen} onClick={() => toggle(rule)}>
              <span class="goods-mark" aria-hidden="true">
                {isChosen ? '✓' : ''}
              </span>
              <span>{kinds[rule.goods]}</span>
            </button>
            {isChosen && <Amount model={model} rules={rules} rule={rule} />}
          </div>
        );
      })}
    </div>
  );
}

function Amount({ model, rules, rule }: { model: ScreenModel; rules: DeclarationRules; rule: GoodsRule }) {
  const amount = model.declaration.chosen.value.get(rule.goods);
  if (rule.red === 'any' || amount === undefined) return null;
  const { kinds, less, more } = model.words.value.declaration;
  const { change } = model.declaration;
  const label = (what: string): string => `${what}: ${kinds[rule.goods]}`;
  return (
    <div class="amount">
      <button type="button" aria-label={label(less)} disabled={amount <= rule.step} onClick={() => change(rule, -1)}>
        −
      </button>
      <output aria-live="polite">{amountText(model.language.value, rules, rule, amount)}</output>
      <button type="button" aria-label={label(more)} disabled={amount >= rule.most} onClick={() => change(rule, 1)}>
        +
      </button>
    </div>
  );
}
