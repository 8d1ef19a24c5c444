import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { GoodsRule } from '../../../server/contract/rules/questions.ts';
import { pageStarts } from '../model/paging.ts';
import type { ScreenModel } from '../model/screen-model.ts';
import { amountText, type Equivalent, equivalentText } from '../words/amounts.ts';

/**
 * The traveller's goods, with amounts where the rules count them, in pages. The pages are measured with the amounts of all lines, so a
 * line stays on its page when its amount appears.
 */
export function GoodsChoice({ model, shown }: { model: ScreenModel; shown: Equivalent }) {
  const { rules } = shown;
  const { reading } = model;
  const box = useRef<HTMLDivElement>(null);
  const [starts, setStarts] = useState<readonly number[]>();
  const edition = `${model.language.value} ${model.preferences.value.textPercent} ${rules.id} ${rules.currency}`;

  useLayoutEffect(() => reading.restart(), [edition]);
  useLayoutEffect(() => {
    const list = box.current;
    if (list === null) return undefined;
    let size = sizeOf(list);
    setStarts(undefined);
    const observer = new ResizeObserver(() => {
      if (size === (size = sizeOf(list))) return;
      setStarts(undefined);
    });
    observer.observe(list);
    return () => observer.disconnect();
  }, [edition]);
  useLayoutEffect(() => {
    const list = box.current;
    if (list === null || starts !== undefined) return;
    const next = pageStarts(spansOf(list), heightOf(list));
    reading.measure(next.length);
    setStarts(next);
  });

  const page = reading.page.value;
  const lines = starts === undefined ? rules.goods : rules.goods.slice(starts[page], starts[page + 1]);
  return (
    <div class="goods" role="group" aria-label={model.instruction.value.title} ref={box}>
      {lines.map((rule) => (
        <GoodsLine key={rule.goods} model={model} shown={shown} rule={rule} isMeasured={starts === undefined} />
      ))}
    </div>
  );
}

function sizeOf({ clientWidth, clientHeight }: Element): string {
  return `${clientWidth} ${clientHeight}`;
}

function spansOf(list: HTMLElement) {
  return [...list.children].map((line) => {
    const { top, bottom } = line.getBoundingClientRect();
    return { top, bottom };
  });
}

function heightOf(list: Element): number {
  const { paddingTop, paddingBottom } = getComputedStyle(list);
  return list.clientHeight - Number.parseFloat(paddingTop) - Number.parseFloat(paddingBottom);
}

interface LineProps {
  readonly model: ScreenModel;
  readonly shown: Equivalent;
  readonly rule: GoodsRule;
  /** Shows the amount of a kind that is not chosen too. */
  readonly isMeasured: boolean;
}

function GoodsLine({ model, shown, rule, isMeasured }: LineProps) {
  const { kinds } = model.words.value.declaration;
  const { chosen, toggle } = model.declaration;
  const isChosen = chosen.value.has(rule.goods);
  const amount = chosen.value.get(rule.goods) ?? (isMeasured && rule.red !== 'any' ? rule.most : undefined);
  return (
    <div class="goods-line">
      <button type="button" class="goods-kind" aria-pressed={isChosen} onClick={() => toggle(rule)}>
        <span class="goods-mark" aria-hidden="true">
          {isChosen ? '✓' : ''}
        </span>
        <span>{kinds[rule.goods]}</span>
      </button>
      {amount !== undefined && <Amount model={model} shown={shown} rule={rule} amount={amount} />}
    </div>
  );
}

function Amount({ model, shown, rule, amount }: Omit<LineProps, 'isMeasured'> & { readonly amount: number }) {
  if (rule.red === 'any') return null;
  const { kinds, less, more } = model.words.value.declaration;
  const { change } = model.declaration;
  const language = model.language.value;
  const equivalent = equivalentText(language, shown, rule, amount);
  const label = (what: string): string => `${what}: ${kinds[rule.goods]}`;
  return (
    <div class="amount">
      <button type="button" aria-label={label(less)} disabled={amount <= rule.step} onClick={() => change(rule, -1)}>
        −
      </button>
      <output aria-live="polite">
        {amountText(language, shown.rules, rule, amount)}
        {equivalent !== undefined && <small>{equivalent}</small>}
      </output>
      <button type="button" aria-label={label(more)} disabled={amount >= rule.most} onClick={() => change(rule, 1)}>
        +
      </button>
    </div>
  );
}
