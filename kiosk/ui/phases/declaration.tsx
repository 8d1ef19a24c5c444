import { useEffect, useRef } from 'preact/hooks';
import type { DeclarationRules } from '../../declaration/rules.ts';
import type { ScreenModel } from '../model/screen-model.ts';
import { GoodsChoice } from '../parts/goods-choice.tsx';
import { PrimaryButton } from '../parts/primary-button.tsx';
import { TimeQuestion } from '../parts/time-question.tsx';
import { declaredText, ruleText } from '../words/amounts.ts';

/** Two answers of one look, neither of them chosen beforehand; what is said is read once more before it is said. */
export function DeclarationPhase({ model, rules }: { model: ScreenModel; rules: DeclarationRules }) {
  const { declaration } = model;
  const page = declaration.page.value;
  const { title, detail } = model.instruction.value;
  const screen = useRef<HTMLDivElement>(null);
  // From the top, and with the keyboard too
  useEffect(() => screen.current?.querySelector<HTMLElement>('h1')?.focus(), [page]);
  return (
    <div class="notice declaration" ref={screen} data-page={page}>
      <div class="notice-title">
        <h1 tabIndex={-1}>{title}</h1>
        <p class="detail">{detail}</p>
      </div>
      {page === 'goods' ? <GoodsChoice model={model} rules={rules} /> : <Lines model={model} rules={rules} />}
      <div class="declaration-answers">
        <Answers model={model} />
        {model.state.value?.asked === true && <TimeQuestion model={model} />}
      </div>
    </div>
  );
}

/** What would have to be declared, or what is about to be. */
function Lines({ model, rules }: { model: ScreenModel; rules: DeclarationRules }) {
  const { page, chosen } = model.declaration;
  const [language, words] = [model.language.value, model.words.value];
  const lines =
    page.value === 'question'
      ? rules.goods.map((rule) => ruleText(language, words, rules, rule))
      : rules.goods
          .filter(({ goods }) => chosen.value.has(goods))
          .map((rule) => declaredText(language, words, rules, rule, chosen.value.get(rule.goods)));
  const { nothing } = words.declaration;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="notice-text" role="region" aria-label={model.instruction.value.title} tabIndex={0}>
      <ul>
        {(lines.length === 0 ? [nothing] : lines).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}

function Answers({ model }: { model: ScreenModel }) {
  const { declaration } = model;
  const words = model.words.value;
  switch (declaration.page.value) {
    case 'question':
      return (
        <>
          <button type="button" class="secondary" onClick={declaration.nothing}>
            {words.declaration.nothing}
          </button>
          <button type="button" class="secondary" onClick={declaration.something}>
            {words.declaration.something}
          </button>
        </>
      );
    case 'goods':
      return (
        <>
          <Back model={model} />
          {declaration.chosen.value.size > 0 && <PrimaryButton label={words.continue} onPress={declaration.review} />}
        </>
      );
    case 'review':
      return (
        <>
          <Back model={model} />
          <PrimaryButton label={words.declaration.confirm} onPress={model.declare} />
        </>
      );
  }
}

function Back({ model }: { model: ScreenModel }) {
  return (
    <button type="button" class="secondary" onClick={model.declaration.back}>
      {model.words.value.back}
    </button>
  );
}
