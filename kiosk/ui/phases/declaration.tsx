import { useEffect, useRef } from 'preact/hooks';
import type { DeclarationRules } from '../../../server/contract/rules/questions.ts';
import type { ScreenModel } from '../model/screen-model.ts';
import { Either } from '../parts/either.tsx';
import { GoodsChoice } from '../parts/goods-choice.tsx';
import { PageBack, PageCount, PagedText, PageOn } from '../parts/paged-text.tsx';
import { PrimaryButton } from '../parts/primary-button.tsx';
import { TimeQuestion } from '../parts/time-question.tsx';
import { CurrencyChoice } from '../parts/currency-choice.tsx';
import { shownIn } from '../model/shown-in.ts';
import { declaredText, ruleText } from '../words/amounts.ts';
import { breakable } from '../words/breakable.ts';

/** Two answers that look alike, neither of them chosen beforehand. The traveller reviews the answer before it is given. */
export function DeclarationPhase({ model, rules }: { model: ScreenModel; rules: DeclarationRules }) {
  const { declaration, reading } = model;
  const language = model.language.value;
  const page = declaration.page.value;
  const { title, detail } = model.instruction.value;
  const screen = useRef<HTMLDivElement>(null);
  const turned = reading.page.value;
  // A new page is read from its title, by keyboard too
  useEffect(() => screen.current?.querySelector<HTMLElement>('h1')?.focus(), [page, turned]);
  return (
    <div class="notice declaration" ref={screen} data-page={page}>
      <div class="notice-title">
        <h1 tabIndex={-1}>{breakable(title, language)}</h1>
        <p class="detail">{breakable(detail, language)}</p>
        {page === 'goods' && <CurrencyChoice model={model} rules={rules} />}
        <PageCount paging={reading} words={model.words.value} />
      </div>
      {page === 'goods' ? (
        <GoodsChoice model={model} shown={shownIn(model, rules)} />
      ) : (
        <Lines model={model} rules={rules} />
      )}
      <div class="declaration-answers">
        {reading.pages.value === 1 ? (
          <div class="turning">
            <Answers model={model} />
          </div>
        ) : (
          <Either
            isFirst={!reading.isLast.value}
            first={
              <>
                {page === 'question' ? <PageBack paging={reading} words={model.words.value} /> : <Back model={model} />}
                <PageOn paging={reading} words={model.words.value} />
              </>
            }
            second={<Answers model={model} />}
          />
        )}
        {model.state.value?.asked === true && <TimeQuestion model={model} />}
      </div>
    </div>
  );
}

/** The goods to declare, or the traveller's declaration. */
function Lines({ model, rules }: { model: ScreenModel; rules: DeclarationRules }) {
  const { page, chosen } = model.declaration;
  const [language, words] = [model.language.value, model.words.value];
  const lines =
    page.value === 'question'
      ? rules.goods.map((rule) => ruleText(language, words, rules, rule))
      : rules.goods
          .filter(({ goods }) => chosen.value.has(goods))
          .map((rule) => declaredText(language, words, shownIn(model, rules), rule, chosen.value.get(rule.goods)));
  const { nothing } = words.declaration;
  return (
    <PagedText paging={model.reading} label={model.instruction.value.title} edition={`${language} ${page.value}`}>
      <ul>
        {(lines.length === 0 ? [nothing] : lines).map((line) => (
          <li key={line}>{breakable(line, language)}</li>
        ))}
      </ul>
    </PagedText>
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

/** To the previous page of the text, or to the previous question. */
function Back({ model }: { model: ScreenModel }) {
  return model.reading.page.value > 0 ? (
    <PageBack paging={model.reading} words={model.words.value} />
  ) : (
    <button type="button" class="secondary" onClick={model.declaration.back}>
      {model.words.value.back}
    </button>
  );
}
